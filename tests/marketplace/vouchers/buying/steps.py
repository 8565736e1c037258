"""What a buyer does, made short: order, pay, look."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.utils import timezone

from billing.ledger.models import Entry
from billing.payments.converge import converge
from billing.payments.models import Attempt
from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxCheckout
from marketplace.vouchers.models import Offer, Order
from marketplace.vouchers.models.order import PURPOSE
from marketplace.vouchers.orders.purchase import Buyer, place_order
from tests.ledger import by_provider

BUYER = Buyer(email="ute@example.org", name="Ute Brandt")
FORM = {"quantity": "1", "email": "ute@example.org", "buyer_name": "Ute Brandt", "accepts": "on"}


def form_for(offer: Offer, **changes: Any) -> dict[str, Any]:
    """What the page sends for an offer with a fixed price."""
    seen = {"seen_cents": str(offer.price_cents)} if offer.price_cents else {}
    return {**FORM, **seen, **changes}


def ordered(offer: Offer, *, quantity: int = 1, key: str = "formular", **buyer: Any) -> Order:
    wanted = {"email": BUYER.email, "name": BUYER.name, **buyer}
    return place_order(
        offer,
        quantity=quantity,
        unit_cents=offer.price_cents or offer.min_cents or 0,
        buyer=Buyer(**wanted),
        key=key,
        at=timezone.now(),
    )


def attempt_of(order: Order) -> Attempt:
    return Attempt.objects.of(PURPOSE, order.pk).latest("pk")


def checkout_of(order: Order) -> SandboxCheckout:
    attempt = attempt_of(order)
    if not attempt.provider_ref:
        converge(attempt.pk, at=timezone.now())
    return SandboxCheckout.objects.get(key=attempt.key)


def pay(order: Order, *, times: int = 1) -> Order:
    """The buyer pays at the sandbox, and the news arrives."""
    world.pay(checkout_of(order), times=times)
    return look(order)


def look(order: Order) -> Order:
    """The news from the provider arrives."""
    for attempt in Attempt.objects.of(PURPOSE, order.pk):
        converge(attempt.pk, at=timezone.now())
    return Order.objects.get(pk=order.pk)


def balances() -> dict[str, int]:
    """What stands on each account that is not at zero."""
    sums: dict[str, int] = {}
    for code, cents in Entry.objects.values_list("account__code", "cents"):
        sums[by_provider(code)] = sums.get(by_provider(code), 0) + cents
    return {code: cents for code, cents in sums.items() if cents}


def hidden(client_html: str) -> dict[str, str]:
    """The hidden fields of a page, as its form would send them."""
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', client_html)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def bought_by_hand(client: Client, offer: Offer, **changes: Any) -> str:
    """Through the pages: fill in, look again, order. Returns the address the buyer is sent to."""
    page = offer.get_absolute_url()
    look_again = client.post(f"{page}pruefung/", form_for(offer, **changes))
    assert look_again.status_code == 200, look_again.content.decode()
    answer = client.post(f"{page}bestellung/", hidden(look_again.content.decode()))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])
