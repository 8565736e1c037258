"""Who was matched is forgotten some time after a pot is over; what it gave stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from marketplace.campaigns.models import Match, MatchFund

# So long a dispute about a payment may take: won, the pledge is matched once more, within the limits of a person.
KEPT = timedelta(days=180)


def over_for_long(at: datetime) -> Q:
    return Q(closed_at__lt=at - KEPT) | Q(ends_at__lt=at - KEPT)


def forget_people(*, at: datetime) -> int:
    """Empty the keyed hashes of addresses. Of how many matches."""
    over = MatchFund.objects.filter(over_for_long(at))
    return Match.objects.filter(fund__in=over).exclude(person="").update(person="")


def funds_to_forget(at: datetime) -> QuerySet[MatchFund]:
    """Those whose time is over; whether they know somebody still is asked in their region, of one table."""
    return MatchFund.objects.filter(over_for_long(at))
