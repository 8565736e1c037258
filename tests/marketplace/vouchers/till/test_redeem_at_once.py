"""A hundred tills on one voucher: fifty euros pay fifty times one euro, never fifty-one."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.db.models import Sum
from django.utils import timezone

from billing.ledger.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.models import Redemption, Voucher
from marketplace.vouchers.till.redeem import KeyReused, NothingLeft, NotRedeemed, redeem
from tests.conftest import make_client
from tests.make import NOON, make_owner, make_voucher

pytestmark = pytest.mark.django_db(transaction=True)

TILLS = 20


def at_once(kiel: RegionCard, taps: int, tap: Callable[[int], object]) -> Counter[str]:
    """Run the taps in as many threads as there are tills, each with a connection of its own, and count the answers."""
    start = threading.Barrier(TILLS)
    waited = threading.local()

    def run(number: int) -> str:
        if not getattr(waited, "done", False):
            waited.done = True
            start.wait(timeout=30)
        try:
            with stepping_into(kiel):
                return str(tap(number))
        except NotRedeemed as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TILLS) as tills:
        return Counter(tills.map(run, range(taps)))


def state(voucher: Voucher) -> tuple[int, int, int, int]:
    """Left on the voucher, its redemptions, what they sum to, and what the ledger says was redeemed."""
    voucher.refresh_from_db()
    taken = voucher.redemptions.aggregate(sum=Sum("amount_cents"))["sum"] or 0
    entries = Entry.objects.filter(account__code=f"redeemed:{voucher.business_id}")
    return voucher.left_cents, voucher.redemptions.count(), taken, -(entries.aggregate(sum=Sum("cents"))["sum"] or 0)


def test_a_hundred_taps_of_one_euro_on_fifty_euros_give_exactly_fifty(in_kiel: RegionCard) -> None:
    voucher = make_voucher(value_cents=5000)

    def tap(number: int) -> str:
        redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=100, at=NOON, key=f"tap-{number}")
        return "redeemed"

    assert at_once(in_kiel, 100, tap) == {"redeemed": 50, "NothingLeft": 50}
    assert state(voucher) == (0, 50, 5000, 5000)


def test_the_same_through_the_till_s_page(in_kiel: RegionCard) -> None:
    voucher = make_voucher(value_cents=5000)
    client = make_client(in_kiel, user=make_owner(voucher.business))

    def tap(number: int) -> int:
        own = make_client(in_kiel)
        own.cookies = client.cookies.copy()
        data = {"code": voucher.code, "amount": "1,00", "key": f"tap-{number}"}
        return own.post("/betrieb/kasse/einloesung/", data).status_code

    assert at_once(in_kiel, 100, tap) == {"302": 50, "422": 50}
    assert state(voucher) == (0, 50, 5000, 5000)


def test_one_tap_sent_a_hundred_times_takes_once(in_kiel: RegionCard) -> None:
    voucher = make_voucher(value_cents=5000)

    def tap(number: int) -> int:
        return redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=100, at=NOON, key="the tap").pk

    answers = at_once(in_kiel, 100, tap)

    assert answers == {str(Redemption.objects.get().pk): 100}
    assert state(voucher) == (4900, 1, 100, 100)


def test_one_tap_with_two_amounts_takes_one_of_them(in_kiel: RegionCard) -> None:
    voucher = make_voucher(value_cents=5000)

    def tap(number: int) -> str:
        amount = 100 + number % 2
        redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=amount, at=NOON, key="the tap")
        return "redeemed"

    assert at_once(in_kiel, 40, tap) == {"redeemed": 20, KeyReused.__name__: 20}
    assert Redemption.objects.count() == 1


def test_without_the_guard_the_same_taps_spend_the_same_cent(in_kiel: RegionCard) -> None:
    """The race is real: read, decide, write, as one would without thinking, takes more than the voucher is worth."""
    voucher = make_voucher(value_cents=200)
    both_have_read = threading.Barrier(TILLS)

    def naive(number: int) -> str:
        with transaction.atomic():
            seen = Voucher.objects.get(pk=voucher.pk)
            both_have_read.wait(timeout=30)
            if seen.left_cents < 100:
                raise NothingLeft
            Voucher.objects.filter(pk=voucher.pk).update(left_cents=seen.left_cents - 100)
            Redemption.objects.create(
                voucher=voucher,
                amount_cents=100,
                redeemed_at=timezone.now(),
                by="Jan",
                key=f"tap-{number}",
                left_after_cents=seen.left_cents - 100,
            )
        return "redeemed"

    assert at_once(in_kiel, TILLS, naive) == {"redeemed": TILLS}
    left_cents, times, taken, _ledger = state(voucher)
    assert (left_cents, times, taken) == (100, TILLS, 2000)
    assert connection.vendor == "postgresql"
