"""A business that owes the region something, because more was reversed than it took, has paid it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from billing.ledger.post import post
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.regionwide.accounts import owed_of, settled_of
from marketplace.regionwide.models import Claim, Participation


class NotOwed(Exception):
    """The business owes nothing, or another sum than was said."""


def debt_of(business_id: int) -> int:
    """What the business owes, in cents."""
    waiting = Claim.objects.filter(business=business_id, settlement__isnull=True)
    cents: int = waiting.aggregate(cents=Sum("cents", default=0))["cents"]
    return max(-cents, 0)


@transaction.atomic
def note_repayment(participation: Participation, *, cents: int, by: Actor, at: datetime) -> Claim:
    """The whole debt has come back to the region's account. Refuses with NotOwed, so a second press moves nothing."""
    found = Participation.objects.select_for_update().get(pk=participation.pk)  # as who settles
    business_id = found.business_id
    if not cents or cents != debt_of(business_id):
        raise NotOwed
    before = Claim.objects.filter(business=business_id, redemption_id__isnull=True).count()
    key = f"repaid:{found.pk}:{before + 1}"
    lines = [(settled_of(business_id), cents), (owed_of(business_id), -cents)]
    post(key, at=at, memo="Rückzahlung eines Betriebs an die Region", lines=lines)
    claim = Claim.objects.create(business_id=business_id, key=key, cents=cents, at=at)
    record("regionwide.repaid", found, by=by, at=at, cents=cents)
    return claim
