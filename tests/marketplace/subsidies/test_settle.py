"""Once a month the businesses get what was added to their vouchers, each cent once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from lxml import etree

from billing.bank.payer import Payer
from billing.bank.payouts.pay import InAFile, TooLate, mark_paid, mark_run_paid, set_payee, withdraw_payment
from billing.bank.payouts.run import AlreadyPaid, NothingWaits, make_run, withdraw_run
from billing.ledger.models import Journal
from kreislauf.audit.models import Entry
from kreislauf.german import midnight
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.subsidies.models import Action, Run, Settlement, Subsidy
from marketplace.subsidies.payouts.kind import PAYOUTS
from marketplace.subsidies.payouts.overview import overview
from marketplace.subsidies.payouts.settle import MonthNotOver, settle
from marketplace.vouchers.block import block_charged_back
from marketplace.vouchers.models import Offer, Order
from marketplace.vouchers.orders.issue import issue_paid_order
from tests.make import make_business, make_offer
from tests.marketplace.subsidies.steps import make_action, order_of
from tests.marketplace.vouchers.buying.steps import balances

pytestmark = pytest.mark.django_db

IBAN = "DE89370400440532013000"
PAYER = Payer("Kreiskasse Plön", "DE02120300000000202051")
NOW = timezone.now()
THIS_MONTH = timezone.localdate().replace(day=1)
LAST_MONTH = (THIS_MONTH - timedelta(days=1)).replace(day=1)
THEN = midnight(LAST_MONTH.replace(day=10))


def sold(offer: Offer, *, key: str, at: datetime = THEN) -> Order:
    order = order_of(offer, key=key, at=at, email=f"{key}@example.org")
    with transaction.atomic():
        issue_paid_order(order.pk, amount_cents=order.total_cents, at=at)
    return order


def charged_back(order: Order, *, at: datetime) -> None:
    with transaction.atomic():
        block_charged_back(order.pk, amount_cents=order.total_cents, at=at)


def offer_of(name: str) -> Offer:
    return make_offer(business=make_business(name=name), price_cents=20_00)


def action_since_last_month(**fields: object) -> Action:
    return make_action(starts_at=THEN - timedelta(days=9), published_at=THEN - timedelta(days=9), **fields)


def settled() -> list[tuple[str, date, int]]:
    return list(Settlement.objects.order_by("pk").values_list("business__name", "month", "cents"))


def settle_last_month() -> int:
    return settle(LAST_MONTH, by="Ute", at=NOW)


def test_each_business_gets_what_was_added_to_its_vouchers(in_kiel: RegionCard) -> None:
    action_since_last_month()
    bakery, theatre = offer_of("Bäckerei"), offer_of("Theater")
    sold(bakery, key="a")
    sold(bakery, key="b")
    sold(theatre, key="c")
    sold(theatre, key="d", at=NOW)  # of a month that is not over
    assert settle_last_month() == 2
    assert settled() == [("Bäckerei", LAST_MONTH, 10_00), ("Theater", LAST_MONTH, 5_00)]


def test_settled_again_nothing_is_settled_twice(in_kiel: RegionCard) -> None:
    action_since_last_month()
    sold(offer_of("Bäckerei"), key="a")
    assert (settle_last_month(), settle_last_month()) == (1, 0)
    assert settled() == [("Bäckerei", LAST_MONTH, 5_00)]


def test_a_month_that_is_not_over_is_refused(in_kiel: RegionCard) -> None:
    with pytest.raises(MonthNotOver):
        settle(THIS_MONTH, by="Ute", at=NOW)


def test_what_came_back_lowers_the_settlement(in_kiel: RegionCard) -> None:
    action_since_last_month()
    bakery = offer_of("Bäckerei")
    sold(bakery, key="a")
    charged_back(sold(bakery, key="b"), at=THEN)
    settle_last_month()
    assert settled() == [("Bäckerei", LAST_MONTH, 5_00)]


def test_what_comes_back_after_the_settlement_lowers_the_next_one(in_kiel: RegionCard) -> None:
    action_since_last_month()
    bakery = offer_of("Bäckerei")
    order = sold(bakery, key="a")
    settle_last_month()
    charged_back(order, at=NOW)
    next_month = NOW + timedelta(days=45)
    assert settle(THIS_MONTH, by="Ute", at=next_month) == 0  # less than nothing is owed
    sold(bakery, key="b", at=NOW)
    sold(bakery, key="c", at=NOW)
    assert settle(THIS_MONTH, by="Ute", at=next_month) == 1
    assert settled()[-1] == ("Bäckerei", THIS_MONTH, 5_00)


def test_what_comes_back_in_the_next_month_is_not_settled_at_all(in_kiel: RegionCard) -> None:
    action_since_last_month()
    charged_back(sold(offer_of("Bäckerei"), key="a"), at=NOW)
    assert settle_last_month() == 0
    assert (overview(LAST_MONTH).due_cents, overview(LAST_MONTH).later_cents) == (0, 0)


def test_what_comes_back_before_the_bank_is_told_is_not_transferred(in_kiel: RegionCard) -> None:
    action_since_last_month()
    bakery = offer_of("Bäckerei")
    order = sold(bakery, key="a")
    sold(bakery, key="b")
    settle_last_month()
    set_payee(PAYOUTS, Settlement.objects.get(), name="Bäckerei", iban=IBAN, by="Ute", at=NOW)

    charged_back(order, at=NOW)

    one = Settlement.objects.get()
    assert one.cents == 5_00
    assert sorted(one.lines.values_list("cents", flat=True)) == [-5_00, 5_00, 5_00]
    assert make_run(PAYOUTS, PAYER, by="Ute", at=NOW).amount_cents == 5_00


def test_a_settlement_of_which_nothing_is_left_waits(in_kiel: RegionCard) -> None:
    action_since_last_month()
    bakery, theatre = offer_of("Bäckerei"), offer_of("Theater")
    order = sold(bakery, key="a")
    sold(theatre, key="b")
    settle_last_month()
    for one in Settlement.objects.all():
        set_payee(PAYOUTS, one, name="x", iban=IBAN, by="Ute", at=NOW)
    charged_back(order, at=NOW)

    assert overview(LAST_MONTH).ready == 1
    run = make_run(PAYOUTS, PAYER, by="Ute", at=NOW)
    assert [str(one.business) for one in run.settlements.all()] == ["Theater"]


def test_paid_it_is_promised_no_more(in_kiel: RegionCard) -> None:
    action = action_since_last_month()
    order = sold(offer_of("Bäckerei"), key="a")
    settle_last_month()
    settlement = Settlement.objects.get()
    assert [mark_paid(PAYOUTS, settlement, by="Ute", at=NOW), mark_paid(PAYOUTS, settlement, by="Ute", at=NOW)] == [
        True,
        False,
    ]
    found = balances()
    assert found == {
        f"subsidy-paid:{action.pk}": 5_00,
        f"open:{order.offer.business_id}": -25_00,
        "through:voucher": 20_00,  # this test paid nothing
    }


def withdraw(settlement: Settlement, *, leaves_file: bool = False, at: datetime = NOW) -> bool:
    return withdraw_payment(PAYOUTS, settlement, reason="falsche Zeile", leaves_file=leaves_file, by="Ute", at=at)


def test_a_payment_that_was_none_is_promised_again_and_can_be_noted_again(in_kiel: RegionCard) -> None:
    action = action_since_last_month()
    sold(offer_of("Bäckerei"), key="a")
    settle_last_month()
    settlement = Settlement.objects.get()
    for _time in range(2):
        mark_paid(PAYOUTS, settlement, by="Ute", at=NOW)
        assert [withdraw(settlement), withdraw(settlement)] == [True, False]
        assert balances()[f"subsidy-promised:{action.pk}"] == 5_00
    mark_paid(PAYOUTS, settlement, by="Ute", at=NOW)
    assert balances()[f"subsidy-paid:{action.pk}"] == 5_00
    name = f"subsidy:{settlement.pk}"
    keys = Journal.objects.filter(key__contains="subsidy:").order_by("pk").values_list("key", flat=True)
    assert list(keys) == [name, f"un{name}", f"{name}:2", f"un{name}:2", f"{name}:3"]
    line = Entry.objects.filter(action="subsidy.unpaid").first()
    assert line is not None
    assert line.detail["reason"] == "falsche Zeile"


def test_what_was_noted_as_paid_before_payments_were_counted_can_be_taken_back(in_kiel: RegionCard) -> None:
    action_since_last_month()
    sold(offer_of("Bäckerei"), key="a")
    settle_last_month()
    mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=NOW)
    Settlement.objects.update(payments=0)
    assert withdraw(Settlement.objects.get())
    assert mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=NOW)


def test_after_a_month_a_payment_stays_as_it_is(in_kiel: RegionCard) -> None:
    action_since_last_month()
    sold(offer_of("Bäckerei"), key="a")
    settle_last_month()
    mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=NOW)
    with pytest.raises(TooLate):
        withdraw(Settlement.objects.get(), at=NOW + timedelta(days=30))
    assert withdraw(Settlement.objects.get(), at=NOW + timedelta(days=29))


def test_a_transfer_that_the_bank_returned_goes_into_the_next_file(in_kiel: RegionCard) -> None:
    action_since_last_month()
    sold(offer_of("Bäckerei"), key="a")
    settle_last_month()
    set_payee(PAYOUTS, Settlement.objects.get(), name="Bäckerei", iban=IBAN, by="Ute", at=NOW)
    mark_run_paid(PAYOUTS, make_run(PAYOUTS, PAYER, by="Ute", at=NOW), by="Ute", at=NOW)
    withdraw(Settlement.objects.get())
    with pytest.raises(NothingWaits):
        make_run(PAYOUTS, PAYER, by="Ute", at=NOW)  # its file is still at the bank
    mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=NOW)
    withdraw(Settlement.objects.get(), leaves_file=True)
    assert make_run(PAYOUTS, PAYER, by="Ute", at=NOW).settlements_count == 1


def test_the_file_for_the_bank_says_who_gets_how_much_and_why(in_kiel: RegionCard) -> None:
    action_since_last_month(decision_number="KT 2026/17")
    sold(offer_of("Bäckerei Möller & Söhne"), key="a")
    settle_last_month()
    with pytest.raises(NothingWaits):
        make_run(PAYOUTS, PAYER, by="Ute", at=NOW)  # nobody knows the bakery's account
    set_payee(PAYOUTS, Settlement.objects.get(), name="Möller & Söhne", iban=IBAN, by="Ute", at=NOW)
    run = make_run(PAYOUTS, PAYER, by="Ute", at=NOW)
    found = etree.fromstring(run.file.encode())
    texts = {etree.QName(one).localname: one.text for one in found.iter() if one.text and one.text.strip()}
    assert (texts["InstdAmt"], texts["IBAN"], run.amount_cents) == ("5.00", IBAN, 5_00)
    assert texts["Ustrd"] == f"Zuschuss Gutscheine {LAST_MONTH:%m/%Y} KT 2026/17 Weihnachten in Kiel"
    with pytest.raises(NothingWaits):
        make_run(PAYOUTS, PAYER, by="Ute", at=NOW)  # it stands in one file at most
    with pytest.raises(InAFile):
        set_payee(PAYOUTS, Settlement.objects.get(), name="Dieb", iban=IBAN, by="Ute", at=NOW)


def test_a_file_that_is_withdrawn_lets_its_settlements_wait_unless_they_are_paid(in_kiel: RegionCard) -> None:
    action_since_last_month()
    sold(offer_of("Bäckerei"), key="a")
    settle_last_month()
    set_payee(PAYOUTS, Settlement.objects.get(), name="Bäckerei", iban=IBAN, by="Ute", at=NOW)
    withdraw_run(PAYOUTS, make_run(PAYOUTS, PAYER, by="Ute", at=NOW), by="Ute", at=NOW)
    run = make_run(PAYOUTS, PAYER, by="Ute", at=NOW)
    assert mark_run_paid(PAYOUTS, run, by="Ute", at=NOW) == 1
    with pytest.raises(AlreadyPaid):
        withdraw_run(PAYOUTS, run, by="Ute", at=NOW)
    assert [one.withdrawn_at is None for one in Run.objects.order_by("pk")] == [False, True]


def test_the_account_of_last_time_is_taken_again(in_kiel: RegionCard) -> None:
    action_since_last_month()
    bakery = offer_of("Bäckerei")
    sold(bakery, key="a")
    settle_last_month()
    set_payee(PAYOUTS, Settlement.objects.get(), name="Bäckerei Jansen", iban=IBAN, by="Ute", at=NOW)
    sold(bakery, key="b", at=NOW)
    settle(THIS_MONTH, by="Ute", at=NOW + timedelta(days=45))
    assert list(Settlement.objects.values_list("iban", flat=True)) == [IBAN, IBAN]
    assert (Business.objects.count(), Subsidy.objects.count()) == (1, 2)
