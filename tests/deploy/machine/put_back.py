"""Everything goes back to a moment by the script that the runbook names, and the books are those of that moment."""

from __future__ import annotations

import time

from tests.deploy.machine import stack
from tests.deploy.machine.docker import run
from tests.deploy.machine.steps import promise, ticked
from tests.deploy.machine.trade import books
from tests.deploy.machine.trade.shop import Shop

LATER = 5


def put_back(shop: Shop) -> str:
    """What the script said. What is redeemed after the moment is gone, and nothing of before."""
    until, before, moment = len(shop.taps), books.booked(shop), books.now()
    time.sleep(1)
    for _tap in range(LATER):
        _redeems(shop)
    said = run(stack.COMPOSE / "restore.sh", "--yes", moment, env=stack.ENV)
    del shop.taps[until:]
    found = books.mistakes(shop)
    promise(not found and books.booked(shop) == before, "\n".join(found[:20]) or "other redemptions than before")
    _redeems(shop)
    return f"{LATER} redemptions of after the moment are gone, {before} of before are there: {ticked(said)}"


def _redeems(shop: Shop) -> None:
    tap = shop.next_tap()
    promise(tap is not None, "no voucher has anything left")
    if tap is not None:
        status = shop.redeem(tap).status
        promise(status == 201, f"a redemption was answered with {status}")
