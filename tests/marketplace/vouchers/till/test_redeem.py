"""A voucher pays at its own business, no cent twice, and every no says why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from billing.ledger.models import Entry
from kreislauf.audit.models import Entry as AuditEntry
from marketplace.vouchers.codes import grouped
from marketplace.vouchers.models import Redemption, Voucher
from marketplace.vouchers.till.redeem import (
    Blocked,
    Expired,
    KeyReused,
    NothingLeft,
    NotRedeemed,
    Refunded,
    TooLittleLeft,
    UnknownCode,
    WrongBusiness,
    redeem,
)
from tests.make import NOON, make_business, make_voucher

pytestmark = pytest.mark.usefixtures("in_kiel")


def take(voucher: Voucher, amount_cents: int = 1250, *, key: str = "tap-1", **fields: object) -> Redemption:
    tap = {"by": voucher.business, "actor": "Jan Jansen", "amount_cents": amount_cents, "at": NOON, "key": key}
    return redeem(voucher.code, **(tap | fields))  # type: ignore[arg-type]


def left(voucher: Voucher) -> int:
    voucher.refresh_from_db()
    return voucher.left_cents


def booked() -> list[tuple[str, str, int]]:
    lines = Entry.objects.order_by("pk").values_list("journal__key", "account__code", "cents")
    return [(key.partition(":")[0], account.partition(":")[0], cents) for key, account, cents in lines]


def test_a_part_is_taken_and_the_rest_stays() -> None:
    voucher = make_voucher(value_cents=5000)

    redemption = take(voucher, 1250)

    assert left(voucher) == 3750
    assert list(Redemption.objects.values_list("voucher", "amount_cents", "left_after_cents", "redeemed_at", "by")) == [
        (voucher.pk, 1250, 3750, NOON, "Jan Jansen")
    ]
    assert Redemption.objects.get() == redemption
    assert booked() == [("redeem", "open", 1250), ("redeem", "redeemed", -1250)]
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.title) == ("voucher.redeemed", "Jan Jansen", f"…{voucher.code[-4:]}")
    assert entry.detail == {"amount_cents": 1250, "left_cents": 3750, "business": "Bäckerei Jansen"}


def test_the_code_may_be_typed_in_any_way() -> None:
    voucher = make_voucher(value_cents=5000)

    take(voucher, 100, key="a")
    redeem(f"  {grouped(voucher.code).lower()} ", by=voucher.business, actor="Jan", amount_cents=100, at=NOON, key="b")

    assert left(voucher) == 4800


def test_a_repeated_tap_takes_nothing_more() -> None:
    voucher = make_voucher(value_cents=5000)

    first, again = take(voucher, 1250), take(voucher, 1250)

    assert first == again
    assert left(voucher) == 3750
    assert len(booked()) == 2


def test_a_repeated_tap_is_answered_even_when_nothing_is_left() -> None:
    voucher = make_voucher(value_cents=5000)

    assert take(voucher, 5000) == take(voucher, 5000)
    assert left(voucher) == 0


def test_the_same_tap_with_another_amount_is_refused() -> None:
    voucher = make_voucher(value_cents=5000)
    first = take(voucher, 1250)

    with pytest.raises(KeyReused) as refusal:
        take(voucher, 1300)

    assert refusal.value.first == first
    assert left(voucher) == 3750


def test_a_voucher_pays_at_its_own_business_only() -> None:
    voucher = make_voucher()

    with pytest.raises(WrongBusiness):
        take(voucher, by=make_business(name="Buchhandlung Hafen"))

    assert left(voucher) == 5000


def test_another_business_does_not_learn_of_a_tap_by_its_key() -> None:
    voucher = make_voucher()
    take(voucher, key="tap-1")

    with pytest.raises(WrongBusiness):
        take(voucher, key="tap-1", by=make_business(name="Buchhandlung Hafen"))


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        ({"blocked_at": NOON}, Blocked),
        ({"refunded_at": NOON, "left_cents": 0}, Refunded),
        ({"refund_pending_at": NOON, "left_cents": 0, "reserved_cents": 5000}, Refunded),
        ({"left_cents": 0}, NothingLeft),
        ({"expires_on": date(2026, 11, 1)}, Expired),
        ({"left_cents": 1249}, TooLittleLeft),
    ],
)
def test_what_cannot_pay_says_why(state: dict[str, object], refusal: type[NotRedeemed]) -> None:
    voucher = make_voucher(value_cents=5000, **state)
    before = left(voucher)

    with pytest.raises(refusal):
        take(voucher, 1250)

    assert left(voucher) == before
    assert not Redemption.objects.exists()
    assert booked() == []


def test_refusals_carry_what_the_till_must_say() -> None:
    with pytest.raises(TooLittleLeft) as little:
        take(make_voucher(value_cents=5000, left_cents=300))
    with pytest.raises(Expired) as expired:
        take(make_voucher(expires_on=date(2025, 12, 31)))

    assert little.value.left_cents == 300
    assert expired.value.expires_on == date(2025, 12, 31)


def test_the_last_day_counts_in_german_time() -> None:
    voucher = make_voucher(expires_on=date(2026, 12, 31))
    late_evening = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)  # 23:59 in Kiel

    take(voucher, at=late_evening)
    with pytest.raises(Expired):
        take(voucher, at=late_evening + timedelta(minutes=1), key="tap-2")


def test_an_unknown_code_is_unknown() -> None:
    with pytest.raises(UnknownCode):
        redeem("K7QM-4XPD-K7QM-4XPD", by=make_business(), actor="Jan", amount_cents=100, at=NOON, key="tap")


def test_nothing_and_less_than_nothing_cannot_be_taken() -> None:
    voucher = make_voucher()

    for amount_cents in (0, -500):
        with pytest.raises(ValueError, match="one cent or more"):
            take(voucher, amount_cents)

    assert left(voucher) == 5000


@pytest.mark.parametrize("amount_cents", [2**31 - 1, 2**31, 2**63])
def test_more_than_any_voucher_could_hold_is_too_much(amount_cents: int) -> None:
    with pytest.raises(TooLittleLeft):
        take(make_voucher(), amount_cents)


def test_one_redemption_costs_few_round_trips(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    voucher = make_voucher()
    take(voucher, key="opens the accounts")

    # One statement; here between a savepoint and its release, because a test is a transaction.
    with django_assert_num_queries(3):
        take(voucher, key="tap-2")
