"""The staff's start page, and the log."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.audit.models import Entry
from kreislauf.csv_file import csv_response
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from marketplace.businesses.models import Business
from marketplace.home.protocol import Line, LogForm
from marketplace.vouchers.models import Offer, Voucher
from tenants.golive.check import checklist

PER_PAGE = 50
MOST_ROWS = 50_000


@allow(Audience.EDITOR)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    month_ago = timezone.now() - timedelta(days=30)
    waiting = Business.objects.waiting().select_related("category").order_by("submitted_at")
    sold = Voucher.objects.filter(issued_at__gte=month_ago).aggregate(count=Count("pk"), cents=Sum("value_cents"))
    context = {
        "waiting": waiting[:6],
        "waiting_count": waiting.count(),
        "businesses": Business.objects.public().count(),
        "offers": Offer.objects.on_sale().count(),
        "sold": sold,
        "open_cents": Voucher.objects.aggregate(cents=Sum("left_cents"))["cents"] or 0,
        "lines": [Line(entry) for entry in Entry.objects.all()[:8]],
        "missing": [check for check in checklist() if not check.done] if current_region().is_draft else None,
    }
    return render(request, "home/office_home.html", context)


@allow(Audience.EDITOR)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    form = LogForm(request.GET)
    page = Paginator(form.entries(), PER_PAGE).get_page(request.GET.get("seite"))
    context = {"filters": form, "page": page, "lines": [Line(entry) for entry in page]}
    return render(request, "home/log.html", context)


@allow(Audience.EDITOR)
@require_safe
def log_file(request: HttpRequest) -> HttpResponse:
    entries = LogForm(request.GET).entries()[:MOST_ROWS]
    lines = (Line(entry) for entry in entries.iterator(chunk_size=2000))
    rows = (
        (
            f"{timezone.localtime(line.entry.at):%d.%m.%Y %H:%M:%S}",
            line.actor,
            line.action,
            line.entry.title,
            line.detail,
        )
        for line in lines
    )
    header = [_("Zeit"), _("Wer"), _("Was"), _("Woran"), _("Dazu")]
    return csv_response(f"protokoll-{current_region().label}", header=header, rows=rows)
