"""Write down how a merchant's account stands, and tell the slices whether it can be paid now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from billing.payments.models import ClosedBecause, Merchant, MerchantState
from billing.payments.ways import ways_to_pay
from billing.providers.base import Need
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM, record
from kreislauf.house import slices


@transaction.atomic
def set_merchant_state(
    merchant: Merchant,
    state: MerchantState,
    *,
    at: datetime,
    needs: Iterable[Need] = (),
    by: Actor = SYSTEM,
    because: ClosedBecause = ClosedBecause.DEAUTHORISED,
) -> Merchant:
    """Repeatable: the same state is recorded once. GONE closes the account for new orders; old ones keep it."""
    merchant = Merchant.objects.select_for_update().get(pk=merchant.pk)
    changed = merchant.state != state
    merchant.state, merchant.needs = state, needs_as_json(needs)
    if changed:
        merchant.changed_at = at
    if state == MerchantState.GONE and merchant.closed_at is None:
        merchant.closed_at, merchant.check_at, merchant.closed_because = at, None, because
    merchant.save(update_fields=["state", "needs", "changed_at", "closed_at", "closed_because", "check_at"])
    if changed:
        record(f"merchant.{state}", merchant, by=by, at=at, provider=merchant.provider, business=merchant.business_id)
    notify_slices(merchant.business_id, at=at)
    return merchant


def notify_slices(business_id: int | None, *, at: datetime) -> None:
    """Say to each slice that sells whether a business (None: the region itself) can be paid now."""
    ready = bool(ways_to_pay(business_id))
    for one in slices():
        if one.purpose is not None:
            one.purpose.sellable(business_id, ready=ready, at=at)


def needs_as_json(needs: Iterable[Need]) -> list[dict[str, str | None]]:
    """As the merchant's row keeps them."""
    return [{"field": need.field, "until": need.until.isoformat() if need.until else None} for need in needs]
