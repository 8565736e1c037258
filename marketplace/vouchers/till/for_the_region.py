"""A voucher that the region sold is taken at the counter of a business that takes part: the region owes it to them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from billing.ledger.accounts import open_of
from billing.ledger.post import post
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.businesses.models import Business
from marketplace.regionwide.accounts import owed_of
from marketplace.regionwide.claims import note_claim
from marketplace.regionwide.taking_part.state import hold_taking_part
from marketplace.vouchers.models import Redemption, Reversal, Voucher


def take_for_the_region(
    voucher: Voucher, *, by: Business, actor: Actor, amount_cents: int, at: datetime, key: str
) -> Redemption | None:
    """Take the amount off; None if the business takes no part (any more). Needs the lock of a voucher that pays."""
    if not hold_taking_part(by.pk):
        return None
    Voucher.objects.filter(pk=voucher.pk).update(left_cents=F("left_cents") - amount_cents)
    redemption = Redemption.objects.create(
        voucher=voucher,
        elsewhere=by,
        amount_cents=amount_cents,
        redeemed_at=at,
        by=str(actor)[:254],
        key=key,
        left_after_cents=voucher.left_cents - amount_cents,
    )
    _book(redemption, f"redeem:{redemption.pk}", amount_cents, memo="Einlösung für die Region", at=at)
    facts = {"amount_cents": amount_cents, "left_cents": redemption.left_after_cents, "business": by.name}
    record("voucher.redeemed", voucher, by=actor, at=at, **facts)
    return redemption


def give_back_for_the_region(reversal: Reversal, *, at: datetime) -> None:
    """The region owes so much less: where it has settled that already, the next settlement takes it off."""
    redemption = reversal.redemption
    memo = "Storno einer Einlösung für die Region"
    _book(redemption, f"reverse:{reversal.pk}", -redemption.amount_cents, memo=memo, at=at)


def _book(redemption: Redemption, key: str, cents: int, *, memo: str, at: datetime) -> None:
    """The region's promise to the holder becomes its debt to the business, or below zero the other way round."""
    voucher, business_id = redemption.voucher, redemption.elsewhere_id or 0
    lines = [(open_of(voucher.business_id), cents), (owed_of(business_id), -cents)]
    post(key, at=at, memo=f"{memo}, Gutschein {voucher}", lines=lines)
    note_claim(business_id, key=key, redemption_id=redemption.pk, voucher=str(voucher), cents=cents, at=at)
