"""A business sees what the region owes it for subsidised vouchers, and what was paid."""

from __future__ import annotations

from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from billing.bank.payouts.paper import paper_of
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import key_page
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.subsidies.models import Line, Settlement
from marketplace.subsidies.payouts.kind import PAYOUTS

PER_PAGE = 24


@allow(Audience.BUSINESS, while_paused=True)
@with_business
@require_safe
def subsidies(request: HttpRequest, business: Business) -> HttpResponse:
    settled = Settlement.objects.filter(business=business)
    waiting = Line.objects.filter(subsidy__business=business, settlement__isnull=True)
    context = {
        "page": key_page(
            settled.select_related("action").order_by("-month", "-pk"), request.GET.get("seite"), per_page=PER_PAGE
        ),
        "sums": settled.aggregate(
            paid=Sum("cents", filter=Q(paid_at__isnull=False), default=0),
            settled=Sum("cents", filter=Q(paid_at__isnull=True), default=0),
        ),
        "waiting_cents": waiting.aggregate(cents=Sum("cents", default=0))["cents"],
    }
    return render(request, "subsidies/business/subsidies.html", context)


@allow(Audience.BUSINESS, while_paused=True)
@with_business
@require_safe
def settlement_paper(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    found = get_object_or_404(Settlement.objects.select_related("business", "action"), business=business, pk=pk)
    return paper_of(PAYOUTS, found)
