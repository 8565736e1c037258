"""„Vertrag widerrufen“: within 14 days all of a pledge goes back (§§ 312g, 355, 356a BGB)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.audit.record import record
from kreislauf.mail.address import as_stored
from marketplace.campaigns.models import Pledge
from marketplace.campaigns.pledges import emails
from marketplace.campaigns.pledges.refund import LATE, NotRefunded, locked, start_refund


@transaction.atomic
def withdraw(pledge: Pledge, *, at: datetime) -> Pledge:
    """Declared by the backer; the money goes back if it is in time and nothing of a voucher was used.

    A declaration that comes late, or after a voucher was used, is stored too: the business decides. Declared again
    nothing happens, and nobody is written to a second time. Counts from when it was declared with the number.
    """
    current = locked(pledge.pk)
    declared_at = current.withdrawal_declared_at or at
    if current.paid_at is None or current.refund_pending_at or current.refunded_at:
        return current
    refusal = _started(current, declared_at, at=at)
    if current.withdrawn_at is not None and refusal == current.withdrawal_refusal:
        return current
    current.withdrawn_at = current.withdrawn_at or declared_at
    current.withdrawal_refusal = refusal
    current.save(update_fields=["withdrawn_at", "withdrawal_refusal"])
    record("pledge.withdrawn", current, by="backer", at=at, refusal=refusal)
    emails.confirm_withdrawal(current)
    return current


def _started(pledge: Pledge, declared_at: datetime, *, at: datetime) -> str:
    """Why the money does not go back by itself; an empty text if it does."""
    if refusal := refusal_of(pledge, at=declared_at):
        return refusal
    try:
        start_refund(pledge, reason="Widerruf", by="backer", at=at)
    except NotRefunded as refused:
        return refused.why
    return ""


def refusal_of(pledge: Pledge, *, at: datetime) -> str:
    """By the day alone; whether a voucher was used is asked when it is kept."""
    late = pledge.withdrawable_until is not None and localdate(at) > pledge.withdrawable_until
    return LATE if late else ""


def withdrawal_declared(number: str, *, name: str, email: str, at: datetime) -> bool:
    """Somebody declares it with the number. If the address is the backer's, it counts at once, and they confirm it.

    Whoever knows both gets to see nothing, and nothing goes back until the one who reads the backer's mails says yes.
    """
    with transaction.atomic():
        pledge = Pledge.objects.select_for_update(of=("self",)).filter(number=number, paid_at__isnull=False).first()
        if pledge is None or not pledge.email or as_stored(pledge.email) != as_stored(email):
            return False
        if pledge.withdrawal_declared_at is None and pledge.withdrawn_at is None:
            pledge.withdrawal_declared_at = at
            pledge.save(update_fields=["withdrawal_declared_at"])
            record("pledge.withdrawal_declared", pledge, by="backer", at=at)
            emails.queue(emails.withdrawal_declared, pledge)
    return True
