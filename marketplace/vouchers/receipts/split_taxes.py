"""The business says at the till at which tax rates a multi-purpose voucher was spent (§ 3 Abs. 15 UStG)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.vouchers.models import Redemption, TaxSplit, VatKind


class NotSplit(Exception):
    """The redemption stays as it is; each reason is a class of its own."""


class TaxedAtSale(NotSplit):
    """A single-purpose voucher was taxed when it was issued."""


class WasReversed(NotSplit):
    """The redemption was taken back."""


class SaidBefore(NotSplit):
    """Other numbers were said before, and a receipt with them may be out."""


class WrongSum(NotSplit):
    """The parts do not come to the redemption's amount."""


@transaction.atomic
def split_taxes(redemption: Redemption, *, cents: dict[int, int], by: Actor, at: datetime) -> TaxSplit:
    """``cents`` is gross, by rate in per cent (19, 7, 0). Said again with the same numbers, the first comes back.

    Refuses with a class of NotSplit.
    """
    found = Redemption.objects.select_for_update(of=("self",)).select_related("voucher__order").get(pk=redemption.pk)
    if found.voucher.order.vat_kind == VatKind.SINGLE:
        raise TaxedAtSale
    if hasattr(found, "reversal"):
        raise WasReversed
    wanted = {rate: part for rate, part in cents.items() if part}
    if min(cents.values()) < 0 or sum(wanted.values()) != found.amount_cents:
        raise WrongSum
    first = TaxSplit.objects.filter(redemption=found).first()
    if first is not None:
        if first.by_rate != wanted:
            raise SaidBefore
        return first
    parts = {f"cents_{rate}": part for rate, part in cents.items()}
    split = TaxSplit.objects.create(
        redemption=found, amount_cents=found.amount_cents, **parts, said_at=at, by=str(by)[:254]
    )
    record("redemption.taxed", found.voucher, by=by, at=at, **parts)
    return split
