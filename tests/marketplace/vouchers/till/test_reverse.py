"""A redemption is taken back whole, once, with a reason, by whom and as long as it may be."""

from __future__ import annotations

from datetime import timedelta

import pytest

from billing.ledger.models import Entry
from kreislauf.audit.models import Entry as AuditEntry
from marketplace.vouchers.models import Redemption, Reversal, Voucher
from marketplace.vouchers.till.redeem import redeem
from marketplace.vouchers.till.reverse import AlreadyReversed, ReasonMissing, TooLate, VoucherClosed, reverse
from tests.make import NOON, make_voucher

pytestmark = pytest.mark.usefixtures("in_kiel")


@pytest.fixture
def voucher() -> Voucher:
    return make_voucher(value_cents=5000)


@pytest.fixture
def redemption(voucher: Voucher) -> Redemption:
    return redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=1250, at=NOON, key="tap")


def balances() -> dict[str, int]:
    sums: dict[str, int] = {}
    for account, cents in Entry.objects.values_list("account__code", "cents"):
        name = account.partition(":")[0]
        sums[name] = sums.get(name, 0) + cents
    return sums


def test_everything_comes_back_and_the_books_are_even(voucher: Voucher, redemption: Redemption) -> None:
    reversal = reverse(redemption, reason="  Falscher\n Betrag ", by="Jan Jansen", at=NOON)

    voucher.refresh_from_db()
    assert voucher.left_cents == 5000
    assert (reversal.reason, reversal.by, reversal.reversed_at) == ("Falscher Betrag", "Jan Jansen", NOON)
    assert balances() == {"open": 0, "redeemed": 0}
    entry = AuditEntry.objects.first()
    assert entry is not None
    assert (entry.action, entry.actor, entry.detail["reason"]) == (
        "redemption.reversed",
        "Jan Jansen",
        "Falscher Betrag",
    )


def test_once(redemption: Redemption) -> None:
    first = reverse(redemption, reason="Falscher Betrag", by="Jan", at=NOON)

    with pytest.raises(AlreadyReversed) as refusal:
        reverse(redemption, reason="Noch einmal", by="Jan", at=NOON)

    assert refusal.value.first == first
    assert Reversal.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_not_without_a_reason(redemption: Redemption, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        reverse(redemption, reason=reason, by="Jan", at=NOON)


def test_the_business_has_a_day_and_staff_has_time(redemption: Redemption) -> None:
    day = timedelta(hours=24)

    with pytest.raises(TooLate):
        reverse(redemption, reason="Falscher Betrag", by="Jan", at=NOON + day + timedelta(seconds=1))
    reverse(redemption, reason="Falscher Betrag", by="Ute Brandt", at=NOON + 30 * day, by_staff=True)


def test_on_the_last_second_the_business_still_may(redemption: Redemption) -> None:
    reverse(redemption, reason="Falscher Betrag", by="Jan", at=NOON + timedelta(hours=24))


@pytest.mark.parametrize("state", ["blocked_at", "refund_pending_at", "refunded_at"])
def test_nothing_goes_back_to_a_voucher_that_is_closed(voucher: Voucher, redemption: Redemption, state: str) -> None:
    Voucher.objects.filter(pk=voucher.pk).update(**{state: NOON})

    with pytest.raises(VoucherClosed):
        reverse(redemption, reason="Falscher Betrag", by="Ute", at=NOON, by_staff=True)

    voucher.refresh_from_db()
    assert voucher.left_cents == 3750


def test_the_repeated_tap_of_a_reversed_redemption_takes_nothing(voucher: Voucher, redemption: Redemption) -> None:
    reverse(redemption, reason="Falscher Betrag", by="Jan", at=NOON)

    again = redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=1250, at=NOON, key="tap")

    voucher.refresh_from_db()
    assert (again, voucher.left_cents) == (redemption, 5000)
