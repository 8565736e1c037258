"""A voucher that comes with a purchase of another slice, as the reward of a campaign does: paid for there, once."""

from __future__ import annotations

import secrets
from datetime import datetime

from kreislauf.audit.record import SYSTEM, record
from marketplace.vouchers.models import Issuer, Offer, Order, Voucher
from marketplace.vouchers.orders.issue import give_out
from marketplace.vouchers.withdrawal.withdraw import JustUsed, end_refund, reserve


def issue_reward(
    offer: Offer,
    *,
    unit_cents: int,
    email: str,
    name: str,
    number: str,
    key: str,
    purpose: str,
    payment_id: int,
    at: datetime,
) -> Order:
    """One voucher worth ``unit_cents``, for a payment that ``purpose`` took under ``payment_id``.

    Runs in the transaction that takes the payment. Who gives the reward also mails it, with a letter of its own
    (``orders.emails.papers``, then ``mailed``). ``number`` is the purchase's, so that the buyer has one number only.
    The offer's stock stays as it is: who gives rewards counts them, and remembers the order: a second one with the
    same key is an IntegrityError. Needs the offer's business.
    """
    issuer = Issuer.now(offer.business)
    order = Order.objects.create(
        number=number,
        token=secrets.token_urlsafe(24),
        key=key,
        purpose=purpose,
        payment_id=payment_id,
        offer=offer,
        unit_cents=unit_cents,
        title=offer.title,
        terms=offer.terms,
        vat_kind=offer.vat_kind,
        vat_rate=offer.vat_rate,
        validity_years=offer.validity_years,
        issuer_name=issuer.name,
        issuer_address=issuer.address,
        email=email,
        buyer_name=name,
        created_at=at,
        fulfilled_at=at,
    )
    record("order.placed", order, by=SYSTEM, at=at, quantity=1, unit_cents=unit_cents)
    give_out(order, at=at)
    return order


def reserve_reward(order: Order, *, at: datetime) -> None:
    """Keep the voucher for a refund of the purchase. Refuses with JustUsed where it was used or does not pay."""
    reserve(_voucher(order), at=at)


def end_reward(order: Order, *, succeeded: bool, at: datetime) -> None:
    """The refund of the purchase has arrived, or has failed for good: so ends the voucher's reserve."""
    voucher = _voucher(order)
    if voucher.refund_pending_at is not None:
        end_refund(voucher, amount_cents=voucher.value_cents, succeeded=succeeded, at=at)


def _voucher(order: Order) -> Voucher:
    return Voucher.objects.select_for_update(of=("self",)).select_related("order").get(order=order)


__all__ = ["JustUsed", "end_reward", "issue_reward", "reserve_reward"]
