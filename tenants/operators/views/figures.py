"""The page with the figures of the whole platform."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.queue import queue
from tenants.monitoring.models import Measurement
from tenants.operators.figures_page import lines
from tenants.operators.figures_page.charts import charts

OLD_AFTER_SECONDS = 600


@allow(Audience.OPERATOR)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The newest measurement in words and the last day in charts; the queue is asked now."""
    now, newest = timezone.now(), Measurement.objects.first()
    groups = [(_("Aufgaben"), lines.queue_lines(queue()))]
    if newest:
        groups += [
            (_("Post"), lines.mail_lines(newest.values)),
            (_("Geld"), lines.money_lines(newest.values)),
            (_("Regionen"), lines.region_lines(newest.values)),
            (_("Datenbank"), lines.database_lines(newest.values)),
        ]
    context = {
        "groups": groups,
        "to_look_at": sum(not line.is_fine for _title, found in groups for line in found),
        "measured_at": newest.at if newest else None,
        "is_old": newest is not None and (now - newest.at).total_seconds() > OLD_AFTER_SECONDS,
        "charts": charts(at=now),
    }
    return render(request, "operators/platform_figures.html", context)
