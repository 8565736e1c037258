"""Who comes to the café while servers are taken away: buyers, two tills, and its owner with the bank's statements."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

from tests.deploy.machine.load import Answer, Seen
from tests.deploy.machine.trade.bank import Bank
from tests.deploy.machine.trade.shop import HOST, Purchase, Shop, Tap

TRADERS = 4  # two tills, a buyer and the owner, each with one request at a time
TILL_SECONDS, BUYER_SECONDS, BANK_SECONDS = 0.25, 4, 2  # between two actions of each
MOST_ORDERS = 50  # the platform takes 60 an hour from one address
PERSISTS_SECONDS = 60
REFERENCE = re.compile(r"RF\d\d(?:\s?\d{4}){3}")
Action = Callable[[int], object]
Found = TypeVar("Found")


@contextmanager
def trading(shop: Shop, bank: Bank, seen: Seen) -> Iterator[None]:
    """Tills, buyers and the owner at work, until the end; each finishes what it has begun."""
    over = threading.Event()
    actions: list[tuple[Action, float]] = [
        (lambda number: tap(shop, seen, number), TILL_SECONDS),
        (lambda number: tap(shop, seen, number), TILL_SECONDS),
        (lambda number: buy(shop, seen, quantity=1 + number % 2), BUYER_SECONDS),
        (lambda _number: bank.goes_on(), BANK_SECONDS),
    ]
    threads = [threading.Thread(target=_again_and_again, args=(shop, *action, over)) for action in actions]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def tap(shop: Shop, seen: Seen, number: int) -> None:
    """Each fifth answer is lost on its way, and each seventh tap comes twice. Half of the lost ones are repeated."""
    wish = shop.next_tap()
    if wish is None:
        return
    if number % 5 == 0:
        shop.redeem_and_hang_up(wish, after=number % 4 * 0.05)  # before it is booked, meanwhile, and after it
    else:
        _redeem(shop, seen, wish)
    if (wish.pk and number % 7 == 0) or (not wish.pk and number % 2 == 0):
        _persist(lambda: _redeem(shop, seen, wish))


def buy(shop: Shop, seen: Seen, *, quantity: int) -> None:
    """A buyer sends the form until it is answered, and opens the page that says where the money goes."""
    if len(shop.purchases) >= MOST_ORDERS:
        return
    cents, key = shop.about["cents"], str(uuid4())
    email = f"ute-{key[:8]}@example.org"
    wish = {"offer": shop.about["offer"], "quantity": quantity, "unit_cents": cents, "email": email}

    def order() -> Purchase | None:
        said = _seen(seen, "order", lambda: shop.post("orders/", wish, key=key, is_till=False))
        if said.status == 201:
            about = json.loads(said.body)
            page = urlsplit(about["checkout_url"]).path
            return Purchase(about["token"], page, cents * quantity, quantity, email)
        _note_refusal(shop, "order", said)
        return None

    purchase = _persist(order)
    if purchase is None:
        shop.wrong.append(f"an order was not answered within {PERSISTS_SECONDS} s")
        return
    purchase.reference = _persist(lambda: _reference(shop, seen, purchase)) or ""
    with shop.lock:
        shop.purchases.append(purchase)


def _redeem(shop: Shop, seen: Seen, tap: Tap) -> bool:
    """Whether the till knows that it is booked."""
    said = _seen(seen, "redemption", lambda: shop.redeem(tap))
    if said.status != 201:
        _note_refusal(shop, f"redemption of {tap.cents}", said)
        return False
    about = json.loads(said.body)
    if about["amount_cents"] != tap.cents or tap.pk not in {0, about["id"]}:
        shop.wrong.append(f"{tap} was answered with {about}")
    tap.pk = about["id"]
    return True


def _reference(shop: Shop, seen: Seen, purchase: Purchase) -> str:
    page = _seen(seen, "transfer's page", lambda: shop.edge.answer(HOST, purchase.page))
    found = REFERENCE.search(page.body.decode())
    return re.sub(r"\s", "", found[0]) if found else ""


def _note_refusal(shop: Shop, what: str, said: Answer) -> None:
    """Lost is to be repeated, and so is what still runs; anything else should not have come."""
    if not said.is_lost and b"still_running" not in said.body:
        shop.wrong.append(f"{what}: {said.status} {said.body[:200].decode('utf-8', 'replace')}")


def _seen(seen: Seen, what: str, ask: Callable[[], Answer]) -> Answer:
    begun = time.monotonic()
    said = ask()
    seen.add(f"{what} {HOST}", said.status, said.body, seconds=time.monotonic() - begun)
    return said


def _persist(ask: Callable[[], Found]) -> Found | None:
    until = time.monotonic() + PERSISTS_SECONDS
    while time.monotonic() < until:
        if found := ask():
            return found
        time.sleep(0.5)
    return None


def _again_and_again(shop: Shop, action: Action, seconds: float, over: threading.Event) -> None:
    try:
        for number in count(1):
            if over.wait(seconds):
                return
            action(number)
    except Exception as error:
        shop.wrong.append(repr(error))
        raise
