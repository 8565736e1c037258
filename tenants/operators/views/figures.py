"""The page with the figures of the whole platform."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from tenants.monitoring.models import Measurement
from tenants.operators.figures_page.groups import groups

OLD_AFTER_SECONDS = 600


@allow(Audience.OPERATOR)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The newest measurement in words and the last day in charts; the queue is asked now."""
    now, newest = timezone.now(), Measurement.objects.first()
    found = groups(newest.values if newest else None, at=now)
    context = {
        "groups": found,
        "to_look_at": sum(not line.is_fine for group in found for line in group.lines),
        "measured_at": newest.at if newest else None,
        "is_old": newest is not None and (now - newest.at).total_seconds() > OLD_AFTER_SECONDS,
    }
    return render(request, "operators/platform_figures.html", context)
