"""„Vertrag widerrufen": within 14 days an unused voucher goes back (§§ 312g, 355, 356a BGB)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from billing.ledger.accounts import claim_of, open_of, through
from billing.ledger.post import post
from billing.payments.lock import lock_payments
from billing.payments.refund import MoreThanPaid, request_refund
from kreislauf.audit.record import SYSTEM, record
from kreislauf.public_holidays import land_of, next_working_day
from kreislauf.regions import current_region
from marketplace.subsidies.release_part import release_part
from marketplace.vouchers.block import settle_claim
from marketplace.vouchers.models import Voucher, Withdrawal
from marketplace.vouchers.models.order import PURPOSE
from marketplace.vouchers.orders import emails
from marketplace.vouchers.orders.subsidy import promised_line
from marketplace.vouchers.withdrawal import emails as letters

DAYS = 14

# Why money does not go back by itself, as ``Withdrawal.refusal`` keeps it.
REFUNDED, BLOCKED, USED, LATE = "refunded", "blocked", "used", "late"


class JustUsed(Exception):
    """A till has redeemed the voucher in the meantime."""


class PaidWithMore(Exception):
    """The voucher came with a purchase of another slice, and goes back with that one only."""


@transaction.atomic
def declare(
    vouchers: Sequence[Voucher], *, name: str, email: str, at: datetime, declared_at: datetime | None = None
) -> list[Withdrawal]:
    """Withdraw from the vouchers of one order, and confirm it by mail to the declaring person and the business.

    The money of a voucher that is unused and in time goes back. A late declaration, or one for a used or blocked
    voucher, is stored too: the business decides, as the law allows. ``declared_at`` decides about the period, where it
    was before ``at``. Declared again, the first declaration comes back, and nobody is written to a second time.
    Refuses with PaidWithMore.
    """
    if any(voucher.order.purpose != PURPOSE for voucher in vouchers):
        raise PaidWithMore
    declared = [_declared(voucher, name=name, email=email, at=at, since=declared_at or at) for voucher in vouchers]
    if new := [withdrawal for withdrawal, is_new in declared if is_new]:
        emails.confirm_withdrawal(new)
    return [withdrawal for withdrawal, _is_new in declared]


@transaction.atomic
def _declared(voucher: Voucher, *, name: str, email: str, at: datetime, since: datetime) -> tuple[Withdrawal, bool]:
    """The declaration, and whether it is a new one."""
    # The payments first (billing.payments.lock). A second declaration waits here and finds the first.
    lock_payments(PURPOSE, voucher.order_id)
    accepted = voucher.withdrawals.filter(accepted=True).first()
    if accepted is not None:
        return accepted, False
    refusal = refusal_of(Voucher.objects.get(pk=voucher.pk), at=since) or _sent_back(voucher, at=at)
    refused = voucher.withdrawals.filter(accepted=False, refusal=refusal).last() if refusal else None
    if refused is not None:
        return refused, False
    withdrawal = Withdrawal.objects.create(
        voucher=voucher, name=name, email=email, declared_at=since, accepted=not refusal, refusal=refusal
    )
    record("voucher.withdrawn", voucher, by="buyer", at=at, refusal=refusal)
    return withdrawal, True


def finish_refund(subject_id: int, *, amount_cents: int, succeeded: bool, at: datetime) -> None:
    """The provider has decided: the voucher is refunded, or its reserve comes back and staff looks into it.

    Runs inside the transaction of ``billing.payments.settle_refunds``, which holds the payments.
    """
    voucher = Voucher.objects.select_for_update(of=("self",)).select_related("order").get(pk=subject_id)
    if voucher.refund_pending_at is None:
        return
    end_refund(voucher, amount_cents=amount_cents, succeeded=succeeded, at=at)
    if succeeded:
        letters.refunded.queue(voucher, to=voucher.order.email)
    else:
        emails.notify_of_failed_refund(voucher)


def end_refund(voucher: Voucher, *, amount_cents: int, succeeded: bool, at: datetime) -> None:
    """With the voucher locked: it is worth nothing any more, or as much as before. Needs the order."""
    if succeeded:
        voucher.refunded_at = at
        _book(voucher, amount_cents, at=at)
    else:
        voucher.left_cents += voucher.reserved_cents
    voucher.reserved_cents = 0
    voucher.refund_pending_at = None
    voucher.save(update_fields=["refunded_at", "left_cents", "reserved_cents", "refund_pending_at"])
    if not succeeded:
        settle_claim(voucher.order_id, at=at)
    record(
        "voucher.refunded" if succeeded else "voucher.refund_failed",
        voucher,
        by=SYSTEM,
        at=at,
        amount_cents=amount_cents,
    )


def _book(voucher: Voucher, paid_cents: int, *, at: datetime) -> None:
    """What the buyer had paid goes back to them, what the region had added to the region.

    If the buyer's bank fetched the money back meanwhile, the region has its part already, and the claim had it as lost.
    """
    key, added_cents = f"return:{voucher.pk}", voucher.subsidy_cents
    back_cents = release_part(voucher.order_id, paid_cents=paid_cents, unit_cents=added_cents, key=key, at=at)
    post(
        key,
        at=at,
        memo=f"Erstattung, Gutschein {voucher}",
        lines=[
            (open_of(voucher.business_id), paid_cents + added_cents),
            (through(voucher.order.purpose), -paid_cents),
            promised_line(voucher.order, -back_cents),
            (claim_of(voucher.business_id), back_cents - added_cents),
        ],
    )


def withdrawable_until(issued_on: date, *, land: str) -> date:
    """The last day: 14 days after the purchase (§§ 187, 188, 355 BGB), or the next working day (§ 193 BGB)."""
    return next_working_day(issued_on + timedelta(days=DAYS), land)


def refusal_of(voucher: Voucher, *, at: datetime) -> str:
    """Why the money does not go back by itself; an empty text if it does."""
    if voucher.refunded_at or voucher.refund_pending_at:
        return REFUNDED
    if voucher.blocked_at:
        return BLOCKED
    if voucher.left_cents < voucher.value_cents:
        return USED
    if localdate(at) > withdrawable_until(localdate(voucher.issued_at), land=land_of(current_region().ars)):
        return LATE
    return ""


def _sent_back(voucher: Voucher, *, at: datetime) -> str:
    """Reserve the voucher, then ask for the refund. The reason if that cannot be, and nothing has changed then."""
    try:
        with transaction.atomic():
            reserve(voucher, at=at)
            request_refund(
                purpose=PURPOSE,
                order_id=voucher.order_id,
                subject_id=voucher.pk,
                amount_cents=voucher.paid_cents,
                reason="Widerruf",
                by="buyer",
                at=at,
            )
    except JustUsed:
        return USED
    except MoreThanPaid:
        return BLOCKED  # the buyer's bank has the money back already
    return ""


def reserve(voucher: Voucher, *, at: datetime) -> None:
    """Keep an unused voucher for its refund. Refuses with JustUsed."""
    unused = Voucher.objects.filter(pk=voucher.pk, left_cents=F("value_cents"), blocked_at__isnull=True)
    # One statement, so that a till cannot spend what is on its way back, and before the provider hears of it.
    if not unused.update(left_cents=0, reserved_cents=F("value_cents"), refund_pending_at=at):
        raise JustUsed
