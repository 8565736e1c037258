"""How much the region owes to which business, as settlements that it can pay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.regionwide.claims import open_claims
from marketplace.regionwide.models import Claim, Participation, Settlement


class NotOver(Exception):
    """What has not happened yet cannot be settled."""


def settle(until: datetime, *, by: Actor, at: datetime) -> int:
    """Settle every claim from before ``until``, less all reversals; returns how many settlements were made.

    A business that is owed nothing, as after a redemption and its reversal, or that owes something itself because more
    was reversed than taken, waits for the next time. Repeatable: each claim is settled once. Refuses with NotOver.
    """
    if until > at:
        raise NotOver
    sums = open_claims(until).values("business").annotate(sum=Sum("cents")).filter(sum__gt=0).order_by("business")
    businesses = list(sums.values_list("business", flat=True))
    return sum(_settled(business, until, by=by, at=at) for business in businesses)


@transaction.atomic
def _settled(business_id: int, until: datetime, *, by: Actor, at: datetime) -> bool:
    """Under the participation's lock, so that two people who settle at once make one settlement."""
    payee = Participation.objects.select_for_update().get(business=business_id)
    found = list(open_claims(until).filter(business=business_id).values_list("pk", "cents"))
    cents = sum(one for _pk, one in found)
    if cents <= 0:
        return False
    settlement = Settlement.objects.create(
        business_id=business_id, until=until, cents=cents, name=payee.name, iban=payee.iban, made_at=at,
        made_by=str(by)[:254],
    )  # fmt: skip
    Claim.objects.filter(pk__in=[pk for pk, _cents in found], settlement__isnull=True).update(settlement=settlement)
    record("regionwide.settled", settlement, by=by, at=at, cents=cents)
    return True
