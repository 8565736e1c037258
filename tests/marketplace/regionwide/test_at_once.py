"""Ten tills at once on one voucher, two people who settle, and an end in the middle of the day."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone

from billing.bank.payer import Payer
from billing.bank.payouts.pay import mark_paid
from billing.bank.payouts.run import NothingWaits, make_run
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.regionwide.issuer import set_issuer
from marketplace.regionwide.models import Claim, Run, Settlement
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.settle import settle
from marketplace.regionwide.taking_part.change import end
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.till.redeem import NotRedeemed
from marketplace.vouchers.till.reverse import AlreadyReversed, reverse
from tests.make import make_business
from tests.marketplace.regionwide.steps import (
    OTHER_IBAN,
    accounts,
    make_issuer,
    make_regional,
    part_of,
    take,
    taking_part,
)

pytestmark = pytest.mark.django_db(transaction=True)

TILLS = 10


def at_once(kiel: RegionCard, taps: int, tap: Callable[[int], object]) -> Counter[str]:
    """As many threads as tills, each with a connection of its own; counts the answers."""
    start, waited = threading.Barrier(TILLS), threading.local()

    def run(number: int) -> str:
        if not getattr(waited, "done", False):
            waited.done = True
            start.wait(timeout=60)
        try:
            with stepping_into(kiel):
                return str(tap(number))
        except (NotRedeemed, NothingWaits, AlreadyReversed) as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TILLS) as tills:
        return Counter(tills.map(run, range(taps)))


def test_ten_tills_take_fifty_times_one_euro_off_fifty(in_kiel: RegionCard) -> None:
    voucher = make_regional(value_cents=50_00)
    shops = [taking_part(make_business(name=f"Laden {number}")) for number in range(TILLS)]

    def tap(number: int) -> str:
        take(voucher, shops[number % TILLS], 1_00, key=f"tap-{number}")
        return "ok"

    answers = at_once(in_kiel, 80, tap)

    assert answers == {"ok": 50, "NothingLeft": 30}
    assert Voucher.objects.get().left_cents == 0
    assert accounts() == {"open": 50_00, "owed": -50_00}
    assert (Claim.objects.count(), sum(Claim.objects.values_list("cents", flat=True))) == (50, 50_00)


def test_one_tap_that_ten_lines_send_is_one(in_kiel: RegionCard) -> None:
    voucher, baker = make_regional(), taking_part()

    answers = at_once(in_kiel, 30, lambda _number: take(voucher, baker, 10_00).pk)

    assert (len(answers), sum(answers.values()), Claim.objects.count()) == (1, 30, 1)


def test_ten_people_settle_once_and_pay_once(in_kiel: RegionCard) -> None:
    issuer, shops = make_issuer(), [taking_part(make_business(name=f"Laden {number}")) for number in range(4)]
    for number, shop in enumerate(shops):
        take(make_regional(issuer), shop, 10_01, key=f"tap-{number}")
    now = timezone.now()

    made = at_once(in_kiel, TILLS, lambda number: settle(now, by=f"Ute {number}", at=now))
    assert sum(int(answer) * times for answer, times in made.items()) == 4
    assert [*Settlement.objects.values_list("cents", flat=True)] == [10_01] * 4

    payer = Payer("Stadtkasse", OTHER_IBAN)
    files = at_once(in_kiel, TILLS, lambda number: make_run(PAYOUTS, payer, by="Ute", at=now).settlements_count)
    assert files == {"4": 1, "NothingWaits": TILLS - 1}
    assert Run.objects.get().amount_cents == 40_04
    one = Settlement.objects.earliest("pk")
    assert at_once(in_kiel, TILLS, lambda number: mark_paid(PAYOUTS, one, by="Ute", at=now)) == {
        "True": 1,
        "False": TILLS - 1,
    }
    assert accounts() == {"open": 40_04, "owed": -30_03, "settled": -10_01}


def test_two_administrators_enter_one_issuer(in_kiel: RegionCard) -> None:
    town = make_business()
    names = ("street", "postcode", "town", "place", "category_id")
    entry = {name: getattr(town, name) for name in names}

    def enter(number: int) -> str:
        mine = {**entry, "name": f"Stadt Kiel {number}", "email": f"ute{number}@kiel.example"}
        set_issuer(mine, by=f"Ute {number}", at=timezone.now())
        return "ok"

    assert at_once(in_kiel, TILLS, enter) == {"ok": TILLS}
    one = Business.objects.get(is_region=True)
    assert one.name.removeprefix("Stadt Kiel ") == one.email.partition("@")[0].removeprefix("ute")
    assert Business.objects.count() == 2


def test_ten_people_reverse_once(in_kiel: RegionCard) -> None:
    voucher, baker = make_regional(), taking_part()
    redemption = take(voucher, baker, 10_00)

    def undo(number: int) -> str:
        reverse(redemption, reason="Vertippt", by="Jan", at=timezone.now())
        return "ok"

    assert at_once(in_kiel, TILLS, undo) == {"ok": 1, "AlreadyReversed": TILLS - 1}
    assert accounts() == {}


def test_after_the_end_nothing_is_taken(in_kiel: RegionCard) -> None:
    voucher, baker = make_regional(value_cents=50_00), taking_part()

    def tap(number: int) -> str:
        if number == 20:
            end(part_of(baker), by="Ute", at=timezone.now())
            return "ended"
        take(voucher, baker, 1_00, key=f"tap-{number}")
        return "ok"

    answers = at_once(in_kiel, 40, tap)

    assert answers["ended"] == 1
    assert answers["ok"] + answers["NotTakingPart"] == 39
    # The lock of the participation stands between: what was taken is what is owed, to the cent.
    assert accounts() == {"open": answers["ok"] * 1_00, "owed": -answers["ok"] * 1_00}
