"""The page with the platform's status, refreshed every two seconds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from tenants.engine.code_version import code_migrations
from tenants.models import Region
from tenants.operators.region_facts import schemas_behind
from tenants.operators.status import platform_status


@allow(Audience.OPERATOR)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The whole page. It reads every region's migrations, which ``live`` does not."""
    schemas = list(Region.objects.with_schema().values_list("schema_name", flat=True))
    context = platform_status(at=timezone.now()) | {
        "regions": len(schemas),
        "behind": len(schemas_behind(schemas)),
        "migrations": len(code_migrations()),
    }
    return render(request, "operators/platform_status.html", context)


@allow(Audience.OPERATOR)
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The part of the page that is refreshed."""
    return render(request, "operators/parts/platform_status.html", platform_status(at=timezone.now()))
