"""Invoices: once for a supply, numbers without a gap, never changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from billing.subscriptions.credit import cancel
from billing.subscriptions.document import document_of
from billing.subscriptions.issue import NotReady, issue
from billing.subscriptions.models import Balance, Invoice, Reminder, Series, Subscription, Way
from billing.subscriptions.pay import record_payment
from billing.subscriptions.write_files import write_files
from kreislauf.regions import RegionCard
from tests.billing.subscriptions.make import (
    TODAY,
    make_buyer,
    make_invoice,
    make_period,
    make_seller,
    make_subscription,
)
from tests.make import NOON


@pytest.fixture
def charged(kiel: RegionCard) -> Subscription:
    """Kiel has a subscription, and everything that an invoice needs."""
    make_seller()
    make_buyer(kiel.id)
    return make_subscription(kiel.id)


def test_an_invoice_says_what_the_law_asks_for(charged: Subscription) -> None:
    invoice = issue(make_period(charged, ends_on=date(2026, 12, 1)), by="Robin", at=NOON)

    assert invoice is not None
    assert (invoice.number, invoice.reference) == ("RE-2026-00001", "RF25RE202600001")
    assert (invoice.net_cents, invoice.vat_cents, invoice.gross_cents) == (19900, 3781, 23681)
    assert (invoice.issued_on, invoice.due_on) == (date(2026, 11, 2), date(2026, 12, 2))
    document = document_of(invoice.document)
    assert (document.seller.vat_id, document.buyer.name) == ("DE123456788", "Landeshauptstadt Kiel")
    assert (document.begins_on, document.ends_on) == (date(2026, 11, 2), date(2026, 12, 1))
    assert document_of(document.as_json()) == document


def test_a_period_is_invoiced_once_however_often_it_is_asked_for(charged: Subscription) -> None:
    period = make_period(charged)
    first, second = (issue(period, by="Robin", at=NOON) for _ in range(2))
    assert first == second
    assert Invoice.objects.count() == 1


def test_the_database_refuses_a_second_invoice_for_one_supply(charged: Subscription) -> None:
    invoice = make_invoice(charged.region_id)
    copy = Invoice.objects.get(pk=invoice.pk)
    copy.pk, copy.number, copy.sequence, copy.reference, copy.key = None, "RE-2026-00009", 9, "", "other"
    with pytest.raises(IntegrityError, match="invoice_once_for_a_period"), transaction.atomic():
        copy.save(force_insert=True)
    with pytest.raises(IntegrityError, match="period_once"), transaction.atomic():
        make_period(charged, begins_on=invoice.period.begins_on)


def test_a_cancelled_invoice_makes_room_for_a_right_one(charged: Subscription) -> None:
    period = make_period(charged)
    wrong = issue(period, by="Robin", at=NOON)
    assert wrong is not None
    cancel(wrong, reason="Falsche Anschrift", key="a", by="Robin", at=NOON)

    right = issue(period, by="Robin", at=NOON)

    assert right is not None
    assert (right.number, right.period) == ("RE-2026-00002", wrong.period)


def test_nothing_is_issued_while_something_is_missing(kiel: RegionCard) -> None:
    subscription = make_subscription(kiel.id)
    with pytest.raises(NotReady) as refusal:
        issue(make_period(subscription), by="Robin", at=NOON)
    assert "iban" in refusal.value.seller
    assert "street" in refusal.value.buyer
    assert Series.objects.count() == 0


def test_a_small_business_shows_no_vat(kiel: RegionCard) -> None:
    make_seller(small_business=True)
    invoice = make_invoice(kiel.id)
    assert (invoice.net_cents, invoice.vat_cents, invoice.gross_cents) == (19900, 0, 19900)


def test_what_costs_nothing_gets_no_invoice(charged: Subscription) -> None:
    assert issue(make_period(charged, price_cents=0), by="Robin", at=NOON) is None


@pytest.mark.parametrize("column", ["number", "gross_cents", "document", "due_on", "period_id"])
def test_nothing_that_an_invoice_says_is_changed(charged: Subscription, column: str) -> None:
    make_invoice(charged.region_id)
    values = {"number": "'X'", "gross_cents": "1", "document": "'{}'", "due_on": "'2027-01-01'", "period_id": "NULL"}
    with pytest.raises(IntegrityError, match=f"{column} of subscriptions_invoice stays"), transaction.atomic():
        connection.cursor().execute(f"UPDATE subscriptions_invoice SET {column} = {values[column]}")


@pytest.mark.parametrize("table", ["invoice", "payment", "period", "term", "invoicefile", "reminder"])
def test_no_row_of_money_is_deleted(charged: Subscription, table: str) -> None:
    invoice = make_invoice(charged.region_id)
    write_files(invoice, at=NOON)
    record_payment(invoice, amount_cents=1, paid_on=TODAY, way=Way.TRANSFER, key="a", by="Robin", at=NOON)
    Reminder.objects.create(invoice=invoice, level=1, sent_on=TODAY, open_cents=1, due_on=TODAY)
    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        connection.cursor().execute(f"DELETE FROM subscriptions_{table}")


def test_the_balance_is_counted_by_the_database(charged: Subscription) -> None:
    invoice = make_invoice(charged.region_id)
    assert Balance.objects.filter(invoice=invoice, gross_cents=23681, open_cents=23681).exists()
