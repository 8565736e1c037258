"""What happens at the provider, in front of its page and behind our back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from billing.payments.converge import converge
from billing.payments.models import Attempt
from tests.billing.machine.worlds import OutsideCharge, Page, World

if TYPE_CHECKING:
    from tests.billing.machine.town import Act, Town


def at_the_page(town: Town) -> Act | None:
    page = town.one_of(town.world.pages())
    if page is None:
        return None
    what = town.random.choices(
        ["pay", "twice", "decline", "abort", "later", "arrives", "expires"], [6, 2, 1, 2, 2, 3, 5]
    )[0]
    if page.charges > 2 or (page.is_cancelled and what != "pay"):
        return None
    slow = town.random.random() < town.slow_banks
    return town.outside(partial(_happens, town.world, page, what, slow), page)


def _happens(world: World, page: Page, what: str, slow: bool) -> None:
    if what in ("pay", "twice"):
        world.pay(page, times=2 if what == "twice" else 1, slow=slow)
    elif what == "decline":
        world.decline(page)
    elif what == "abort":
        world.abort(page)
    elif what == "later":
        world.promise(page)
    elif what == "arrives":
        world.arrive(page)
    elif what == "expires":
        world.expire(page)


def behind_our_back(town: Town) -> Act | None:
    charge = town.one_of(town.world.charges())
    if charge is None:
        return None
    what = town.random.choice(["refund", "dispute", "end", "end"])
    cents = town.random.choice([500, 2500, charge.amount_cents])
    return town.outside(partial(_happens_behind_our_back, town.world, charge, what, cents), charge.page)


def _happens_behind_our_back(world: World, charge: OutsideCharge, what: str, cents: int) -> None:
    if what == "refund":
        world.refund(charge, cents=cents)
    elif what == "dispute" and charge.lost_cents and cents == 500:
        world.win(charge)
    elif what == "dispute":
        world.dispute(charge)
    else:
        world.end_refunds(charge, succeeded=cents != 500)


def payout(town: Town) -> Act | None:
    pages = town.world.pages()
    return town.outside(town.world.pay_out, pages[-1]) if pages else None


def trouble(town: Town) -> Act:
    return lambda: town.weather.met.append(town.world.trouble(town.random))


def pay_and_look(town: Town) -> Act | None:
    page = town.one_of([page for page in town.world.pages() if not page.charges and not page.is_cancelled])
    if page is None:
        return None

    def act() -> None:
        town.world.pay(page)
        converge(Attempt.objects.get(key=page.key).pk, at=town.now)

    return act
