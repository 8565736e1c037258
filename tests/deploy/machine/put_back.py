"""Everything goes back by the script that the runbook names: to a moment, and after a loss to the end of the log."""

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


def comes_back(shop: Shop) -> str:
    """What the script said. The disks of database and store are lost, and all that was sent before is there again."""
    _redeems(shop)
    before = books.booked(shop)
    stack.compose("exec", "-T", "backup", "kreislauf-pgbackrest", "create")  # and waits until the log is there
    stack.compose("exec", "-T", "pictures-backup", "kreislauf-restic", "now")
    stored = _stored()
    promise(bool(stored), "the store holds nothing")
    stack.lose("db", "store")
    stack.up("kreislauf:2")
    promise(not books.knows(shop) and not _stored(), "the disks are not lost")
    said = run(stack.COMPOSE / "restore.sh", "--yes", env=stack.ENV)
    found = books.mistakes(shop)
    promise(not found and books.booked(shop) == before, "\n".join(found[:20]) or "other redemptions than before")
    promise(_stored() == stored, "the store holds other files than before")
    _redeems(shop)
    return f"of {before} redemptions each is there, and {len(stored)} files: {ticked(said)}"


def _stored() -> list[str]:
    """A line with its sum for each file of the store."""
    sums = stack.compose("exec", "-T", "store", "sh", "-c", "find /data -type f -exec sha256sum {} + | sort")
    return sums.splitlines()


def _redeems(shop: Shop) -> None:
    tap = shop.next_tap()
    promise(tap is not None, "no voucher has anything left")
    if tap is not None:
        status = shop.redeem(tap).status
        promise(status == 201, f"a redemption was answered with {status}")
