"""What is to be granted or paid: the sums that pots have set aside for campaigns that are at their end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum, When

from marketplace.campaigns.models import Campaign, GiverKind, Grant, Match, MatchFund

OVER = (
    Q(campaign__ended_at__isnull=False)
    | Q(campaign__stopped_at__isnull=False)
    | Q(campaign__withdrawn_at__isnull=False)
)
# As ``MatchFund.is_of_region`` says it.
OF_REGION = Q(fund__giver_kind=GiverKind.PUBLIC) | Q(fund__body__isnull=True, fund__business__isnull=True)


def open_matches() -> QuerySet[Match]:
    """Set aside, not yet granted."""
    return Match.objects.filter(released_at__isnull=True, grant__isnull=True)


def due() -> QuerySet[Match, Any]:
    """A row for each pot and campaign: ``cents``, ``number`` of pledges, and ``until`` when somebody may withdraw.

    ``until`` is the last day of the last period; ``returning`` says how many pledges are on their way back.
    """
    granted = Grant.objects.filter(fund=OuterRef("fund"), campaign=OuterRef("campaign"))
    rows = open_matches().filter(OVER).filter(~Exists(granted)).order_by().values("fund", "campaign")
    return rows.annotate(
        fund_name=F("fund__name"),
        giver_kind=F("fund__giver_kind"),
        of_region=Case(When(OF_REGION, then=True), default=False),
        title=F("campaign__title"),
        business=F("campaign__business__name"),
        cents=Sum("cents"),
        number=Count("pk"),
        until=Max("pledge__withdrawable_until"),
        returning=Count("pk", filter=Q(pledge__refund_pending_at__isnull=False)),
    ).order_by("until", "fund", "campaign")


def due_of(fund: MatchFund, campaign: Campaign) -> dict[str, Any] | None:
    """None where there is nothing to grant, or it was granted already."""
    return due().filter(fund=fund, campaign=campaign).first()


def is_ready(row: dict[str, Any], today: date) -> bool:
    """Whether nobody may withdraw any more and nothing is on its way back."""
    return not row["returning"] and (row["until"] is None or row["until"] < today)
