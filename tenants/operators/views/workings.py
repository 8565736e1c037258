"""How the platform is doing, live."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from tenants.engine.code_version import code_migrations
from tenants.models import Region
from tenants.operators.about import behind_of
from tenants.operators.workings import workings


@allow(Audience.OPERATOR)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Asks every region for its migrations once; what moves is asked for every two seconds and asks none."""
    schemas = list(Region.objects.with_schema().values_list("schema_name", flat=True))
    context = workings(at=timezone.now()) | {
        "regions": len(schemas),
        "behind": len(behind_of(schemas)),
        "migrations": len(code_migrations()),
    }
    return render(request, "operators/workings.html", context)


@allow(Audience.OPERATOR)
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The part of the page that moves."""
    return render(request, "operators/parts/workings.html", workings(at=timezone.now()))
