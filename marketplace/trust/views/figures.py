"""One page of numbers: the yearly report, or half a year."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.table_file import stream_table
from marketplace.trust.figures import Span, figures, spans


@allow(Audience.EDITOR)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    span = _span(request)
    choices = [(one, f"{one.year}-{one.half}") for one in spans(timezone.localdate())]
    context = {"span": span, "figures": figures(span), "choices": choices, "chosen": f"{span.year}-{span.half}"}
    return render(request, "trust/office/figures.html", context)


@allow(Audience.EDITOR)
@require_safe
def file(request: HttpRequest) -> FileResponse:
    span = _span(request)
    head = [_("Teil"), _("Angabe"), _("Zahl")]
    name = f"meldungen-{span.year}" + (f"-{span.half}" if span.half else "")
    return stream_table(request, name, head, figures(span).rows())


def _span(request: HttpRequest) -> Span:
    """Of the address: ``?zeit=2026-1``; this year where it says nothing that there is."""
    offered = spans(timezone.localdate())
    return next((one for one in offered if f"{one.year}-{one.half}" == request.GET.get("zeit")), offered[0])
