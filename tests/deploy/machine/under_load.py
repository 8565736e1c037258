"""An upgrade, and servers taken away, while people read, buy, pay and redeem: no answer fails, nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.deploy.machine import image, post, stack
from tests.deploy.machine.docker import docker
from tests.deploy.machine.load import Seen, visitors
from tests.deploy.machine.steps import Note, promise, step
from tests.deploy.machine.trade import books
from tests.deploy.machine.trade.bank import Bank, sign_in
from tests.deploy.machine.trade.people import TRADERS, buy, trading
from tests.deploy.machine.trade.shop import Shop, open_shop

VISITORS, FIRST_ORDERS = 4, 3
MAIL_SECONDS = 300  # the SLO's, and longer than the sweeps of what the queue lost


def under_load() -> Shop:
    """The café, whose books agree with what its people saw."""
    with step("A café sells its first vouchers") as note:
        post.open_post(stack.PROJECT)
        shop = open_shop(stack.edge())
        bank, seen = sign_in(shop), Seen()
        for _order in range(FIRST_ORDERS):
            buy(shop, seen, quantity=10)
        _nothing_is_lost(shop, bank, note)
    with step("Upgrade under load") as note:
        image.next_version("kreislauf:1", "kreislauf:2")
        with _busy(shop, bank, note) as seen:
            stack.up("kreislauf:2")
        promise(seen.failed == 0, "an answer failed")
        promise("kreislauf:2" in docker("inspect", "-f", "{{.Config.Image}}", stack.container("web-a")), "web-a is old")
    for service, seconds in (("queue", 10), ("store", 10)):
        with step(f"Loss of {service} under load") as note:
            with _busy(shop, bank, note) as seen:
                docker("stop", stack.container(service))
                time.sleep(seconds)
                docker("start", stack.container(service))
                time.sleep(3)
            promise(seen.failed == 0, "an answer failed")
    with step("Loss of one web under load") as note:
        with _busy(shop, bank, note) as seen:
            time.sleep(2)
            docker("kill", stack.container("web-a"))
            time.sleep(5)
            docker("start", stack.container("web-a"))
            time.sleep(5)
        promise(seen.failed <= VISITORS + TRADERS, "more failed than what the lost web had in hand")
    with step("Nothing is lost") as note:
        _nothing_is_lost(shop, bank, note)
    return shop


@contextmanager
def _busy(shop: Shop, bank: Bank, note: Note) -> Iterator[Seen]:
    with visitors(shop.edge, stack.HOSTS, number=VISITORS) as seen, trading(shop, bank, seen):
        yield seen
    note(str(seen))
    promise(sum(seen.statuses.values()) > 50, "hardly anybody came")


def _nothing_is_lost(shop: Shop, bank: Bank, note: Note) -> None:
    """Once the statements that were handed in are through, and the mails that follow are out."""
    bank.settle()
    until = time.monotonic() + MAIL_SECONDS
    while not books.mail_is_out(shop) and time.monotonic() < until:
        time.sleep(1)
    note(books.summary(shop))
    note(f"{bank.statements} statements of the bank")
    found = books.mistakes(shop)
    promise(not found, "\n".join(found[:20]))
