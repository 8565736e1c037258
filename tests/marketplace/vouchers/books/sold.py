"""What happens to vouchers, with its money and on days that a test chooses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from billing.payments.chargeback import record_chargebacks
from billing.payments.models import Attempt, AttemptState, Refund
from billing.payments.settle_refunds import settle_refund
from billing.payments.take import take_charges
from billing.payments.ways import merchant_for
from billing.providers.base import ProviderState, ReportedCharge, ReportedDispute
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.models.order import PURPOSE
from marketplace.vouchers.withdrawal.withdraw import declare
from tests.make import make_offer, make_order


def day(month: int, number: int, *, year: int = 2026, hour: int = 10) -> datetime:
    return datetime(year, month, number, hour, tzinfo=UTC)


def sell(
    business: Business,
    *,
    at: datetime,
    price_cents: int = 5000,
    quantity: int = 1,
    merchant: bool = True,
    payee: int | None = 0,
    **fields: Any,
) -> list[Voucher]:
    """Ordered and paid at once."""
    offer = make_offer(business=business, price_cents=price_cents)
    order = make_order(offer=offer, quantity=quantity, unit_cents=price_cents, created_at=at, **fields)
    attempt = Attempt.objects.create(
        purpose=PURPOSE,
        order_id=order.pk,
        provider="sandbox",
        merchant=merchant_for(business.pk if payee == 0 else payee, "sandbox", at=at) if merchant else None,
        provider_ref=f"checkout {order.pk}",
        return_url="http://kiel.localhost/danke/",
        amount_cents=order.total_cents,
        title=f"Bestellung {order.number}",
        email=order.email,
        state=AttemptState.SUCCEEDED,
        created_at=at,
    )
    take_charges(attempt, _state(attempt, at=at), at=at)
    return list(order.vouchers.order_by("position"))


def give_back(voucher: Voucher, *, at: datetime) -> None:
    """Withdrawn, and the money has arrived."""
    declare([voucher], name="Ute Brandt", email=voucher.order.email, at=at)
    refund = Refund.objects.get(subject_id=voucher.pk)
    settle_refund(refund.charge.attempt, refund, succeeded=True, at=at)


def dispute(order: Order, *, cents: int, at: datetime) -> None:
    """The buyer's bank takes money back."""
    attempt = Attempt.objects.of(PURPOSE, order.pk).get()
    lost = ReportedDispute(f"dispute {order.pk}", f"charge {order.pk}", cents)
    record_chargebacks(attempt, _state(attempt, at=at, disputes=(lost,)), at=at)


def _state(attempt: Attempt, *, at: datetime, **more: Any) -> ProviderState:
    charge = ReportedCharge(f"charge {attempt.order_id}", attempt.amount_cents, at)
    return ProviderState(AttemptState.SUCCEEDED, charges=(charge,), **more)
