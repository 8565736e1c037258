"""A voucher pays at the counter of the business that sold it; one of the region pays wherever somebody takes part."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from billing.ledger.accounts import open_of, redeemed_of
from kreislauf.constraints import broken_constraint
from marketplace.businesses.models import Business
from marketplace.regionwide.taking_part.state import is_asking, takes_part
from marketplace.vouchers.codes import normalise
from marketplace.vouchers.models import Redemption, Voucher
from marketplace.vouchers.till.for_the_region import take_for_the_region

MOST_CENTS = 2**31 - 1  # more than the column holds is on no voucher


class NotRedeemed(Exception):
    """Nothing was taken off the voucher; each reason is a class of its own."""


class UnknownCode(NotRedeemed):
    """No voucher of this region has that code."""


class WrongBusiness(NotRedeemed):
    """The voucher belongs to another business. The refusal does not name it: that is the customer's affair."""


class NotTakingPart(NotRedeemed):
    """The region sold the voucher, and this business does not take those."""

    def __init__(self, issuer: str, *, has_asked: bool) -> None:
        super().__init__(issuer)
        self.issuer, self.has_asked = issuer, has_asked


class Blocked(NotRedeemed):
    """Staff or a disputed payment has blocked the voucher."""


class Refunded(NotRedeemed):
    """The buyer has the money back, or it is on its way."""


class NothingLeft(NotRedeemed):
    """Every cent has been redeemed; at this counter, since ``WrongBusiness`` comes first."""

    def __init__(self, voucher: Voucher) -> None:
        super().__init__(voucher.pk)
        self.voucher = voucher


class Expired(NotRedeemed):
    """The voucher's last day is over."""

    def __init__(self, expires_on: date) -> None:
        super().__init__(expires_on)
        self.expires_on = expires_on


class TooLittleLeft(NotRedeemed):
    """Less is left than the amount asked for."""

    def __init__(self, left_cents: int) -> None:
        super().__init__(left_cents)
        self.left_cents = left_cents


class KeyReused(NotRedeemed):
    """This tap was booked already, with the other amount of ``first``."""

    def __init__(self, first: Redemption) -> None:
        super().__init__(first.pk)
        self.first = first


def redeem(code: str, *, by: Business, actor: Any, amount_cents: int, at: datetime, key: str) -> Redemption:
    """Take ``amount_cents`` off the voucher that a customer shows at the counter of ``by``.

    ``key`` names this tap: a repeated tap returns the first redemption and takes nothing more, with another amount it
    is refused as KeyReused. Refuses with the other classes of NotRedeemed. Works while a region is suspended too.
    """
    if amount_cents < 1:
        raise ValueError("A redemption takes one cent or more.")
    code, tap = normalise(code), {"by": by, "actor": actor, "amount_cents": amount_cents, "at": at, "key": key}
    try:
        # The function is whole by itself: a transaction around it would only be two more round trips. Within a
        # caller's transaction a savepoint keeps that one usable if the tap is refused.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            redemption = _take(code, **tap)
    except IntegrityError as error:
        if broken_constraint(error) != "redemption_once":
            raise
        redemption = None  # this tap was booked before, or by its twin at this very moment
    return redemption or _look_closer(code, **tap)


def why_not(voucher: Voucher, *, by: Business, amount_cents: int, at: datetime) -> NotRedeemed | None:
    """The reason why ``amount_cents`` cannot be taken off the voucher at this counter, or None."""
    if (elsewhere := not_here(voucher, by=by)) is not None:
        return elsewhere
    if voucher.refunded_at or voucher.refund_pending_at:
        return Refunded()
    if voucher.blocked_at:
        return Blocked()
    if voucher.left_cents == 0:
        return NothingLeft(voucher)
    if voucher.expires_on < timezone.localdate(at):
        return Expired(voucher.expires_on)
    if voucher.left_cents < amount_cents:
        return TooLittleLeft(voucher.left_cents)
    return None


def not_here(voucher: Voucher, *, by: Business) -> NotRedeemed | None:
    """Why this counter is the wrong one for the voucher, or None. Needs the voucher's business."""
    if voucher.business_id == by.pk:
        return None
    if not voucher.business.is_region:
        return WrongBusiness()
    return None if takes_part(by.pk) else _not_taking_part(voucher, by)


def _not_taking_part(voucher: Voucher, by: Business) -> NotTakingPart:
    return NotTakingPart(voucher.business.name, has_asked=is_asking(by.pk))


@transaction.atomic
def _look_closer(code: str, *, by: Business, actor: Any, amount_cents: int, at: datetime, key: str) -> Redemption:
    """Nothing was taken: find the reason, with the row locked so that the answer is still true when it arrives."""
    found = Voucher.objects.select_for_update(of=("self",)).select_related("business")
    voucher = found.filter(code=code).first()
    if voucher is None:
        raise UnknownCode
    first = voucher.redemptions.filter(key=key).first()
    if first is not None:
        if (first.elsewhere_id or voucher.business_id) != by.pk:
            raise WrongBusiness  # another counter's tap, which is none of this one's business
        if first.amount_cents != amount_cents:
            raise KeyReused(first)
        return first
    reason = why_not(voucher, by=by, amount_cents=amount_cents, at=at)
    if reason is not None:
        raise reason
    # A reversal has raised the balance since the first try. The row is locked now, so the amount is there.
    if voucher.business_id != by.pk:
        taken = take_for_the_region(voucher, by=by, actor=actor, amount_cents=amount_cents, at=at, key=key)
        if taken is None:
            raise _not_taking_part(voucher, by)
        return taken
    redemption = _take(code, by=by, actor=actor, amount_cents=amount_cents, at=at, key=key)
    if redemption is None:
        raise TooLittleLeft(voucher.left_cents)
    return redemption


def _take(code: str, *, by: Business, actor: Any, amount_cents: int, at: datetime, key: str) -> Redemption | None:
    """The region's own function takes and writes down: see the migration that makes it."""
    if amount_cents > MOST_CENTS:  # PostgreSQL would refuse the number, not the redemption
        return None
    actor, shown = str(actor)[:254], str(Voucher(code=code))
    values = {
        "code": code,
        "business": by.pk,
        "cents": amount_cents,
        "today": timezone.localdate(at),
        "at": at,
        "actor": actor,
        "key": key,
        "title": shown,
        "memo": f"Einlösung, Gutschein {shown}",
        "accounts": [open_of(by.pk), redeemed_of(by.pk)],
        "detail": json.dumps({"amount_cents": amount_cents, "business": by.name}),
    }
    with connection.cursor() as cursor:
        cursor.execute(_REDEEM, values)
        pk, voucher_id, left_cents = cursor.fetchone()
    if pk is None:
        return None
    return Redemption(
        pk=pk,
        voucher_id=voucher_id,
        amount_cents=amount_cents,
        redeemed_at=at,
        by=actor,
        key=key,
        left_after_cents=left_cents,
    )


_REDEEM = """
SELECT redemption_id, voucher_id, left_cents FROM vouchers_redeem(
  %(code)s, %(business)s::bigint, %(cents)s::integer, %(today)s, %(at)s, %(actor)s, %(key)s, %(title)s, %(memo)s,
  %(accounts)s::text[], %(detail)s::jsonb)
"""
