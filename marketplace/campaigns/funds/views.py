"""`/toepfe/`: pots as everybody sees them, and what one would give, before anybody pays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.forms.euro_field import EuroField
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page
from kreislauf.web.public_page import public_page
from kreislauf.web.row_id import row_id
from marketplace.campaigns.funds.preview import Preview, preview
from marketplace.campaigns.funds.sentence import rest, rule, usual_cents
from marketplace.campaigns.models import SCOPE, Campaign, Match, MatchFund, Reward
from marketplace.campaigns.models.pledge import MOST_SUPPORT

PER_PAGE, SHOWN = 24, 12


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=[SCOPE])
def funds(request: HttpRequest) -> HttpResponse:
    """Those that still match first, then those that are over."""
    now = timezone.now()
    over = Q(closed_at__isnull=False) | Q(ends_at__lte=now)
    rows = MatchFund.objects.select_related("body", "business").alias(over=over)
    page = numbered_page(rows.order_by("over", "ends_at", "pk"), request.GET.get("seite"), per_page=PER_PAGE)
    usual = usual_cents(list(page))
    pots = [(one, rest(one, now, usual=usual[one.pk]), one.is_over(now)) for one in page]
    context = {"page": page, "rows": pots}
    return render(request, "campaigns/funds/list.html", context)


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=[SCOPE])
def fund(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = get_object_or_404(MatchFund.objects.select_related("body", "business"), pk=pk)
    if slug != found.slug:
        return redirect(found, permanent=True)
    now = timezone.now()
    context = {
        "fund": found,
        "up": [(_("Töpfe"), reverse("campaigns:funds:list"))],
        "rule": rule(found),
        "rest": rest(found, now),
        "is_over": found.is_over(now),
        "campaigns": [] if found.is_over(now) else list(_for_pot(found, now)[:SHOWN]),
        "matched": list(_matched(found)[:SHOWN]),
    }
    return render(request, "campaigns/funds/fund.html", context)


@allow(Audience.ANYONE)
@require_safe
def share(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """What pots would give for what is filled in so far: a part of the form's page, with its names of fields."""
    campaign = get_object_or_404(Campaign.objects.running().select_related("business"), pk=pk)
    if slug != campaign.slug:
        raise Http404
    return render(request, "campaigns/funds/_preview.html", {"preview": _preview(request, campaign)})


def _preview(request: HttpRequest, campaign: Campaign) -> Preview:
    """Of nothing, where no amount is typed and no return gift chosen."""
    reward = Reward.objects.filter(campaign=campaign, pk=row_id(request.GET.get("reward", ""))).first()
    try:
        support = EuroField(max_cents=MOST_SUPPORT, required=False).clean(request.GET.get("support", "")[:20])
    except ValidationError:
        support = None
    cents = (support or 0) + (reward.price_cents if reward else 0)
    return preview(campaign, cents=cents, at=timezone.now()) if cents else Preview()


def _for_pot(fund: MatchFund, now: datetime) -> QuerySet[Campaign]:
    """Running campaigns that the pot is for; those that end first stand first."""
    found = Campaign.objects.running().filter(ends_at__gt=now, in_category__isnull=False).select_related("business")
    if categories := fund.only.get("categories"):
        found = found.filter(in_category__in=categories)
    if postcodes := fund.only.get("postcodes"):
        found = found.filter(business__postcode__in=postcodes)
    if fund.business_id:
        found = found.exclude(business=fund.business_id)
    return found.order_by("ends_at", "pk")


def _matched(fund: MatchFund) -> QuerySet[Match, Any]:
    """What each public campaign has from the pot, the largest first."""
    kept = Match.objects.filter(fund=fund, released_at__isnull=True, campaign__in=Campaign.objects.public()).order_by()
    sums = kept.values("campaign", "campaign__title").annotate(cents=Sum("cents"))
    return sums.order_by("-cents", "campaign")
