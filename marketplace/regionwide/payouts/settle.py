"""How much the region owes to which business, as settlements that it can pay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet, Sum

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.regionwide.models import Claim, Participation, Settlement


class NotOver(Exception):
    """What has not happened yet cannot be settled."""


def settle(until: datetime, *, by: Actor, at: datetime) -> int:
    """Settle every claim from before ``until``; returns how many settlements were made.

    A business that is owed nothing, or that owes something itself because more was reversed than taken, waits for the
    next time. Repeatable: each claim is settled once. Refuses with NotOver.
    """
    if until > at:
        raise NotOver
    sums = open_claims(until).values_list("business").annotate(cents=Sum("cents")).order_by("business")
    return sum(_settled(business, until, by=by, at=at) for business, cents in sums if cents > 0)


def open_claims(until: datetime) -> QuerySet[Claim]:
    """Those from before that moment that no settlement has taken."""
    return Claim.objects.filter(settlement__isnull=True, at__lt=until).order_by()


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
    Claim.objects.filter(pk__in=[pk for pk, _cents in found]).update(settlement=settlement)
    record("regionwide.settled", settlement, by=by, at=at, cents=cents)
    return True
