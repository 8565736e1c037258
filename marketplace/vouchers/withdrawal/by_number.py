"""„Vertrag widerrufen" with an order number: the declaration counts at once, the order's own address confirms it.

An order number and an address are no secret. Whoever knows both gets to see nothing, and nothing is refunded until the
one who reads the order's mails has said yes, or staff.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM, record
from kreislauf.house import purposes
from kreislauf.mail.address import as_stored
from marketplace.vouchers.models import Declaration, Order, Voucher, Withdrawal
from marketplace.vouchers.withdrawal import emails
from marketplace.vouchers.withdrawal.withdraw import declare


class NoLongerOpen(Exception):
    """Staff has set it aside, or nobody confirmed it in time."""


def declare_by_number(
    number: str, *, name: str, email: str, keep_misfits: bool, at: datetime, mail_again: bool = False
) -> None:
    """Store the declaration with its time (§ 356a BGB) and, if it fits, ask the order's own address to confirm it.

    Says nothing of whether it fits. Declared again, the first one stands; ``mail_again`` then sends its letter again,
    so that a stranger who declared first takes the link from nobody. ``keep_misfits=False`` stores only what fits.
    """
    email = as_stored(email)
    if any(one.withdrawal_declared(number, name=name, email=email, at=at) for one in purposes()):
        return
    order = Order.objects.filter(number=number, fulfilled_at__isnull=False, payment_id__isnull=True).first()
    fits = order is not None and as_stored(order.email) == email
    if not fits and not keep_misfits:
        return
    try:
        with transaction.atomic():
            declared = Declaration.objects.create(
                number=number, email=email, name=name, order=order, fits=fits, declared_at=at
            )
            if order is not None and fits:
                record("order.withdrawal_declared", order, by="buyer", at=at)
                emails.withdrawal_confirmation.queue(declared, to=order.email)
    except IntegrityError:
        if order is not None and fits and mail_again:
            _mail_again(order, email)


def _mail_again(order: Order, email: str) -> None:
    waiting = Declaration.objects.waiting().filter(number=order.number, email=email).first()
    if waiting is not None:
        emails.withdrawal_confirmation.queue(waiting, to=order.email)


@transaction.atomic
def confirm(declaration: Declaration, *, by: Actor, at: datetime) -> list[Withdrawal]:
    """Carry it out for every voucher of the order, by the time at which it was declared. Refuses with NoLongerOpen.

    Confirmed again, the same withdrawals come back.
    """
    declaration = _locked(declaration)
    if declaration.is_over:
        raise NoLongerOpen
    order = declaration.order
    if order is None:
        raise NoLongerOpen
    if declaration.confirmed_at is None:
        Declaration.objects.filter(pk=declaration.pk).update(confirmed_at=at)
        record("order.withdrawal_confirmed", order, by=by, at=at)
    return declare(
        vouchers_of(order), name=declaration.name, email=order.email, at=at, declared_at=declaration.declared_at
    )


def came_of(declaration: Declaration) -> list[Withdrawal]:
    """Of each voucher of a confirmed one: the withdrawal that was accepted, else the last that was refused."""
    found = Withdrawal.objects.filter(voucher__order=declaration.order)
    return list(found.order_by("voucher__position", "-accepted", "-pk").distinct("voucher__position"))


@transaction.atomic
def dismiss(declaration: Declaration, *, by: Actor, at: datetime) -> None:
    """Staff finds that it is none. Refuses with NoLongerOpen."""
    declaration = _locked(declaration)
    if declaration.is_over or declaration.confirmed_at or declaration.order is None:
        raise NoLongerOpen
    Declaration.objects.filter(pk=declaration.pk).update(dismissed_at=at)
    record("order.withdrawal_dismissed", declaration.order, by=by, at=at)


def sweep_declarations(*, at: datetime) -> int:
    """Close what nobody confirmed within a month, and say so to the order's address; forget what fits no order."""
    due = Declaration.objects.due(at)
    due.filter(fits=False).delete()
    closed = 0
    for declaration in due.select_related("order"):
        closed += _lapse(declaration, at=at)
    return closed


@transaction.atomic
def _lapse(declaration: Declaration, *, at: datetime) -> bool:
    waiting = Declaration.objects.due(at).filter(pk=declaration.pk)
    # One statement, so that one that is confirmed at this moment does not lapse.
    if declaration.order is None or not waiting.update(lapsed_at=at):
        return False
    record("order.withdrawal_lapsed", declaration.order, by=SYSTEM, at=at)
    emails.withdrawal_lapsed.queue(declaration, to=declaration.order.email)
    return True


def vouchers_of(order: Order) -> Sequence[Voucher]:
    return list(order.vouchers.select_related("order", "business").order_by("position"))


def _locked(declaration: Declaration) -> Declaration:
    return Declaration.objects.select_for_update(of=("self",)).select_related("order").get(pk=declaration.pk)
