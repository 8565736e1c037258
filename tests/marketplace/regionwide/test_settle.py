"""What the region owes is settled once, transferred once, and what is reversed later is set off."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from lxml import etree

from billing.bank.payer import Payer
from billing.bank.payouts.pay import (
    InAFile,
    TooLate,
    mark_paid,
    mark_run_paid,
    withdraw_payment,
)
from billing.bank.payouts.pay import (
    set_payee as set_settlement_payee,
)
from billing.bank.payouts.run import AlreadyPaid, NothingWaits, make_run, withdraw_run
from kreislauf.german import midnight
from marketplace.businesses.models import Business
from marketplace.regionwide.models import Claim, Run, Settlement
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.overview import overview
from marketplace.regionwide.payouts.repayment import debt_of, note_repayment
from marketplace.regionwide.payouts.settle import NotOver, settle
from marketplace.regionwide.taking_part.change import set_payee
from marketplace.vouchers.till.reverse import reverse
from tests.make import make_business
from tests.marketplace.regionwide.steps import (
    IBAN,
    OTHER_IBAN,
    accounts,
    make_issuer,
    make_regional,
    part_of,
    take,
    taking_part,
)

pytestmark = pytest.mark.usefixtures("in_kiel")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = timezone.now()
MONTH = midnight(timezone.localdate().replace(day=1))
BEFORE = MONTH - timedelta(days=5)
PAYER = Payer("Stadtkasse Kiel", OTHER_IBAN)


def settled() -> list[tuple[str, int]]:
    return list(Settlement.objects.order_by("pk").values_list("business__name", "cents"))


@pytest.fixture
def baker() -> Business:
    return taking_part(at=BEFORE)


def test_each_cent_is_settled_once(baker: Business) -> None:
    issuer, florist = make_issuer(), taking_part(make_business(name="Blumen Petersen"), at=BEFORE)
    take(make_regional(issuer), baker, 12_34, key="a", at=BEFORE)
    take(make_regional(issuer), baker, 1, key="b", at=BEFORE)
    take(make_regional(issuer), florist, 50_00, key="c", at=BEFORE)
    take(make_regional(issuer), florist, 7_00, key="d", at=NOW)

    assert settle(MONTH, by="Ute", at=NOW) == 2
    assert settle(MONTH, by="Ute", at=NOW) == 0
    assert settled() == [("Bäckerei Jansen", 12_35), ("Blumen Petersen", 50_00)]
    later = NOW + timedelta(minutes=1)
    assert settle(later, by="Ute", at=later) == 1
    assert settled()[2:] == [("Blumen Petersen", 7_00)]
    assert not Claim.objects.filter(settlement=None).exists()


def test_the_future_is_not_settled() -> None:
    with pytest.raises(NotOver):
        settle(NOW + timedelta(days=1), by="Ute", at=NOW)


def test_what_is_reversed_after_a_settlement_is_set_off_at_the_next(baker: Business) -> None:
    issuer = make_issuer()
    redemption = take(make_regional(issuer), baker, 30_00, at=BEFORE)
    settle(MONTH, by="Ute", at=NOW)
    mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=NOW)
    reverse(redemption, reason="Vertippt", by="Ute", at=NOW, by_staff=True)
    later = NOW + timedelta(minutes=1)

    assert settle(later, by="Ute", at=later) == 0  # thirty euros are owed to the region
    assert accounts() == {"owed": 30_00, "settled": -30_00}
    take(make_regional(issuer), baker, 45_00, key="b", at=NOW)
    assert settle(later, by="Ute", at=later) == 1
    assert settled() == [("Bäckerei Jansen", 30_00), ("Bäckerei Jansen", 15_00)]


def test_what_was_reversed_in_the_next_month_is_not_settled_at_all(baker: Business) -> None:
    redemption = take(make_regional(), baker, 30_00, at=BEFORE)
    reverse(redemption, reason="Vertippt", by="Ute", at=NOW, by_staff=True)

    assert settle(MONTH, by="Ute", at=NOW) == 0
    assert overview(NOW).due.cents == 0


def test_what_is_reversed_before_the_bank_is_told_is_not_transferred(baker: Business) -> None:
    issuer = make_issuer()
    redemption = take(make_regional(issuer), baker, 50_00, key="a", at=BEFORE)
    take(make_regional(issuer), baker, 22_40, key="b", at=BEFORE)
    settle(MONTH, by="Ute", at=NOW)

    reverse(redemption, reason="Vertippt", by="Ute", at=NOW, by_staff=True)

    one = Settlement.objects.get()
    assert one.cents == 22_40
    assert sorted(one.claims.values_list("cents", flat=True)) == [-50_00, 22_40, 50_00]
    assert make_run(PAYOUTS, PAYER, by="Ute", at=NOW).amount_cents == 22_40


def test_what_is_reversed_once_the_bank_is_told_is_set_off_later(baker: Business) -> None:
    issuer = make_issuer()
    redemption = take(make_regional(issuer), baker, 50_00, key="a", at=BEFORE)
    take(make_regional(issuer), baker, 22_40, key="b", at=BEFORE)
    settle(MONTH, by="Ute", at=NOW)
    make_run(PAYOUTS, PAYER, by="Ute", at=NOW)

    reverse(redemption, reason="Vertippt", by="Ute", at=NOW, by_staff=True)

    assert settled() == [("Bäckerei Jansen", 72_40)]
    assert debt_of(baker.pk) == 50_00


def test_a_settlement_of_which_nothing_is_left_waits_until_the_business_has_taken_as_much(baker: Business) -> None:
    issuer = make_issuer()
    florist = taking_part(make_business(name="Blumen Petersen"), at=BEFORE)
    redemption = take(make_regional(issuer), baker, 50_00, key="a", at=BEFORE)
    take(make_regional(issuer), florist, 1_00, key="b", at=BEFORE)
    settle(MONTH, by="Ute", at=NOW)
    reverse(redemption, reason="Vertippt", by="Ute", at=NOW, by_staff=True)
    assert overview(NOW).ready == 1
    assert make_run(PAYOUTS, PAYER, by="Ute", at=NOW).amount_cents == 1_00
    with pytest.raises(NothingWaits):
        make_run(PAYOUTS, PAYER, by="Ute", at=NOW)

    take(make_regional(issuer, value_cents=60_00), baker, 60_00, key="c", at=NOW)
    later = NOW + timedelta(minutes=1)
    settle(later, by="Ute", at=later)

    assert make_run(PAYOUTS, PAYER, by="Ute", at=later).amount_cents == 60_00


def test_what_was_paid_back_is_not_set_off_once_more(baker: Business) -> None:
    issuer = make_issuer()
    first = take(make_regional(issuer), baker, 30_00, key="a", at=BEFORE)
    settle(MONTH, by="Ute", at=NOW)
    mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=NOW)
    reverse(first, reason="Vertippt", by="Ute", at=NOW, by_staff=True)
    note_repayment(part_of(baker), cents=30_00, by="Ute", at=NOW)
    second = take(make_regional(issuer), baker, 10_00, key="b", at=NOW)
    take(make_regional(issuer), baker, 15_00, key="c", at=NOW)
    later = NOW + timedelta(minutes=1)
    settle(later, by="Ute", at=later)

    reverse(second, reason="Vertippt", by="Ute", at=later, by_staff=True)

    assert settled() == [("Bäckerei Jansen", 30_00), ("Bäckerei Jansen", 15_00)]


def test_the_file_is_valid_and_names_each_transfer_once(baker: Business) -> None:
    take(make_regional(), baker, 30_00, at=BEFORE)
    settle(MONTH, by="Ute", at=NOW)
    one = Settlement.objects.get()

    run = make_run(PAYOUTS, PAYER, by="Ute", at=NOW)

    document = etree.fromstring(run.file.encode())
    texts = {name: document.findtext(f".//{{*}}{name}") for name in ("EndToEndId", "InstdAmt", "Ustrd", "MsgId")}
    assert texts["EndToEndId"] == one.number
    assert texts["InstdAmt"] == "30.00"
    assert texts["MsgId"] == run.message_id
    assert [iban.text for iban in document.iter("{*}IBAN")] == [OTHER_IBAN, IBAN]
    with pytest.raises(NothingWaits):
        make_run(PAYOUTS, PAYER, by="Ute", at=NOW)
    with pytest.raises(InAFile):
        set_settlement_payee(PAYOUTS, one, name="Jansen", iban=OTHER_IBAN, by="Ute", at=NOW)


def test_a_file_that_was_withdrawn_pays_nothing(baker: Business) -> None:
    take(make_regional(), baker, 30_00, at=BEFORE)
    settle(MONTH, by="Ute", at=NOW)
    run = make_run(PAYOUTS, PAYER, by="Ute", at=NOW)
    withdraw_run(PAYOUTS, run, by="Ute", at=NOW)
    assert mark_run_paid(PAYOUTS, run, by="Ute", at=NOW) == 0
    again = make_run(PAYOUTS, PAYER, by="Ute", at=NOW)
    assert (mark_run_paid(PAYOUTS, again, by="Ute", at=NOW), mark_run_paid(PAYOUTS, again, by="Ute", at=NOW)) == (1, 0)
    with pytest.raises(AlreadyPaid):
        withdraw_run(PAYOUTS, again, by="Ute", at=NOW)
    assert accounts() == {"open": 30_00, "settled": -30_00}
    assert Run.objects.filter(withdrawn_at=None).count() == 1


def test_a_transfer_that_came_back_is_paid_again_under_another_name(baker: Business) -> None:
    take(make_regional(), baker, 30_00, at=BEFORE)
    settle(MONTH, by="Ute", at=NOW)
    one = Settlement.objects.get()
    make_run(PAYOUTS, PAYER, by="Ute", at=NOW)
    mark_paid(PAYOUTS, one, by="Ute", at=NOW)
    assert withdraw_payment(PAYOUTS, one, reason="Konto erloschen", leaves_file=True, by="Ute", at=NOW)
    assert not withdraw_payment(PAYOUTS, one, reason="Noch einmal", leaves_file=True, by="Ute", at=NOW)
    assert accounts() == {"open": 30_00, "owed": -30_00}
    second = make_run(PAYOUTS, PAYER, by="Ute", at=NOW)
    assert f"<EndToEndId>{one.number}-2</EndToEndId>" in second.file
    assert mark_paid(PAYOUTS, one, by="Ute", at=NOW)
    assert accounts() == {"open": 30_00, "settled": -30_00}
    with pytest.raises(TooLate):
        withdraw_payment(PAYOUTS, one, reason="", leaves_file=True, by="Ute", at=NOW + timedelta(days=31))


def test_another_account_counts_for_the_next_settlement_only(baker: Business) -> None:
    take(make_regional(), baker, 30_00, at=BEFORE)
    settle(MONTH, by="Ute", at=NOW)
    set_payee(part_of(baker), name="Jansen GmbH", iban=OTHER_IBAN, by="Jan", at=NOW)
    assert Settlement.objects.get().iban == IBAN


@pytest.mark.parametrize(
    ("until", "text"),
    [
        (datetime(2026, 11, 1, tzinfo=BERLIN), "31.10.2026"),
        (datetime(2026, 3, 30, tzinfo=BERLIN), "29.03.2026"),  # the day before has 23 hours
        (datetime(2026, 11, 1, 12, 5, tzinfo=BERLIN), "01.11.2026, 12:05 Uhr"),
    ],
)
def test_a_month_is_settled_until_its_last_day(baker: Business, until: datetime, text: str) -> None:
    one = Settlement(pk=7, business=baker, until=until, cents=1)

    assert one.until_words == text
    assert PAYOUTS.transfer_text(one) == f"Gutscheine der Region Abrechnung RG-7 bis {text[:10]}"
