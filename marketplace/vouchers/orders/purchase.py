"""A neighbour buys vouchers: the order is written down, then the payment begins."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypedDict

from django.db import IntegrityError, transaction

from billing.payments.checkout import AlreadyPaid, create_attempt, open_checkout, start
from billing.payments.models import Attempt
from billing.payments.ways import CannotBePaid
from billing.providers.bank_transfer.ask import BANK_TRANSFER
from kreislauf.audit.record import record
from kreislauf.printable import unprintable
from marketplace.vouchers.models import Issuer, Offer, OfferKind, Order
from marketplace.vouchers.models.order import PURPOSE
from marketplace.vouchers.offers.stock import take_stock
from marketplace.vouchers.orders import emails
from marketplace.vouchers.orders.addresses import order_page
from marketplace.vouchers.orders.hold import HOLD, hold_for_days, refuse_hoarding
from marketplace.vouchers.orders.subsidy import reserve_subsidy


class NotOnSale(Exception):
    """The offer is not published, was stopped, or its business is closed."""


class OutOfStock(Exception):
    """Fewer pieces are left than were asked for."""


class OtherOrder(Exception):
    """The key names an order of something else or of somebody else, which is nobody else's business."""


class PriceOutOfRange(Exception):
    """The amount chosen is below or above what the business offers."""


class PriceChanged(Exception):
    """The price is another one than the buyer saw; they are asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """Who orders; a gift has a recipient or a greeting, printed on the voucher."""

    email: str
    name: str = ""
    is_gift: bool = False
    recipient_name: str = ""
    greeting: str = ""
    network: str = ""  # see orders.hold.network_of
    way: str = ""  # the provider that they pay by; empty: the first there is

    @property
    def unprintable(self) -> list[str]:
        """The signs of a gift for which the paper shows a dot."""
        return unprintable(self.name, self.recipient_name, self.greeting) if self.is_gift else []


class Wanted(NamedTuple):
    """So many of an offer, at the price and with the subsidy that the buyer saw for each."""

    offer_id: int
    quantity: int
    unit_cents: int
    subsidy_cents: int | None


class Payment(TypedDict):
    """What billing wants to know of an order."""

    purpose: str
    order_id: int
    amount_cents: int
    title: str
    email: str
    return_url: str
    business_id: int | None
    way: str


def purchase(
    offer: Offer,
    *,
    quantity: int,
    unit_cents: int,
    buyer: Buyer,
    key: str,
    at: datetime,
    subsidy_cents: int | None = None,
) -> str:
    """Order ``quantity`` vouchers at ``unit_cents`` each, the price the buyer saw, and return the address to go on at.

    That is the provider's checkout, or the order's own page when the provider is away: the order stands all the same.
    ``key`` names the form: sent twice, it orders once. Refuses as ``place_order`` does.
    """
    wanted = Wanted(offer.pk, quantity, unit_cents, subsidy_cents)
    order, attempt = _place(wanted, buyer=buyer, key=key, at=at)
    if attempt is None:  # ordered before
        return pay_order(order, at=at)
    return start(attempt, at=at).checkout_url or order_page(order)


def place_order(
    offer: Offer,
    *,
    quantity: int,
    unit_cents: int,
    buyer: Buyer,
    key: str,
    at: datetime,
    subsidy_cents: int | None = None,
) -> Order:
    """The promise: price, terms, tax and validity as they are now, and the pieces taken off the shelf.

    ``subsidy_cents`` is what the buyer saw that the region adds to each; None takes whatever there is.
    Refuses with NotOnSale, OutOfStock, PriceOutOfRange, PriceChanged, SubsidyChanged, OtherOrder or TooManyAtOnce.
    """
    wanted = Wanted(offer.pk, quantity, unit_cents, subsidy_cents)
    return _place(wanted, buyer=buyer, key=key, at=at)[0]


def _place(wanted: Wanted, *, buyer: Buyer, key: str, at: datetime) -> tuple[Order, Attempt | None]:
    """The order with the payment that it waits for since now; None where it was placed before."""
    try:
        with transaction.atomic():
            return _placed(wanted, buyer=buyer, key=key, at=at)
    except IntegrityError:
        # The same form came twice at once, and the key let one of them through.
        first = _ordered_before(wanted, buyer=buyer, key=key)
        if first is None:
            raise
        return first, None


def _placed(wanted: Wanted, *, buyer: Buyer, key: str, at: datetime) -> tuple[Order, Attempt | None]:
    order = _ordered_before(wanted, buyer=buyer, key=key)
    if order is not None:
        return order, None
    offer = Offer.objects.select_related("business").get(pk=wanted.offer_id)
    _refuse_stopped(offer)
    _refuse_price(offer, wanted.unit_cents)
    issuer = Issuer.now(offer.business)
    order = Order.objects.create(
        token=secrets.token_urlsafe(24),
        key=key,
        offer=offer,
        quantity=wanted.quantity,
        unit_cents=wanted.unit_cents,
        title=offer.title,
        terms=offer.terms,
        vat_kind=offer.vat_kind,
        vat_rate=offer.vat_rate,
        validity_years=offer.validity_years,
        issuer_name=issuer.name,
        issuer_address=issuer.address,
        email=buyer.email,
        buyer_name=buyer.name,
        is_gift=buyer.is_gift,
        recipient_name=buyer.recipient_name if buyer.is_gift else "",
        greeting=buyer.greeting if buyer.is_gift else "",
        created_at=at,
        hold_until=None if offer.stock_left is None else at + HOLD,
        placed_from=buyer.network,
    )
    if not take_stock(offer.pk, quantity=order.quantity):
        raise OutOfStock
    refuse_hoarding(order, at=at)
    reserve_subsidy(order, seen_cents=wanted.subsidy_cents, at=at)
    # Not the buyer's name: staff read the log, and it stays for years.
    record("order.placed", order, by="buyer", at=at, quantity=order.quantity, unit_cents=order.unit_cents)
    attempt = note_payment(order, way=buyer.way, at=at)
    wait_for_payment(order, attempt, at=at)
    return order, attempt


def _ordered_before(wanted: Wanted, *, buyer: Buyer, key: str) -> Order | None:
    """The order of this form, sent once before. The key alone opens nothing: all that was ordered must be the same."""
    first = Order.objects.filter(key=key).first()
    if first is None:
        return None
    if (first.offer_id, first.quantity, first.unit_cents) != (wanted.offer_id, wanted.quantity, wanted.unit_cents):
        raise OtherOrder
    if (first.email, first.buyer_name, first.is_gift) != (buyer.email, buyer.name, buyer.is_gift):
        raise OtherOrder
    if buyer.is_gift and (first.recipient_name, first.greeting) != (buyer.recipient_name, buyer.greeting):
        raise OtherOrder
    return first


def _refuse_stopped(offer: Offer) -> None:
    if not offer.is_on_sale:
        raise NotOnSale


def _refuse_price(offer: Offer, unit_cents: int) -> None:
    if offer.kind == OfferKind.FREE:
        if not (offer.min_cents or 0) <= unit_cents <= (offer.max_cents or 0):
            raise PriceOutOfRange
    elif unit_cents != offer.price_cents:
        raise PriceChanged


def pay_order(order: Order, *, at: datetime) -> str:
    """Where the buyer goes on: the checkout, or the order's own page if it is paid, closed or the provider away."""
    if order.is_closed:
        return order_page(order)
    try:
        attempt = open_checkout(**_payment(order), at=at)
    except (AlreadyPaid, CannotBePaid):
        return order_page(order)
    return attempt.checkout_url or order_page(order)


def note_payment(order: Order, *, at: datetime, way: str = "") -> Attempt:
    """Write down that a payment is expected, in the order's own transaction: no order waits without one.

    Refuses with NotOnSale where the business can no longer be paid in that way.
    """
    try:
        return create_attempt(**_payment(order, way), at=at)
    except CannotBePaid:
        raise NotOnSale from None


def wait_for_payment(order: Order, attempt: Attempt, *, at: datetime) -> None:
    """A transfer takes days: the order is held for them, and the buyer reads in a mail where the money goes."""
    if attempt.merchant is not None and attempt.merchant.hold_days is not None:
        hold_for_days(order, attempt.merchant.hold_days, at=at)
    if attempt.provider == BANK_TRANSFER:
        emails.transfer.queue(order, to=order.email)


def _payment(order: Order, way: str = "") -> Payment:
    return {
        "purpose": PURPOSE,
        "order_id": order.pk,
        "amount_cents": order.total_cents,
        "title": str(order),
        "email": order.email,
        "return_url": order_page(order),
        "business_id": order.offer.business.paid_to,
        "way": way,
    }
