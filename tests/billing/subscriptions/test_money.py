"""Payments, corrections and what is left: every sum comes from the rows, and the database holds it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.subscriptions.arithmetic import vat_of
from billing.subscriptions.credit import MoreThanInvoiced, NothingLeft, cancel, credit
from billing.subscriptions.models import Balance, Invoice, InvoiceKind, Payment, Way
from billing.subscriptions.pay import NothingToPay, record_payment
from kreislauf.regions import RegionCard
from tests.billing.subscriptions.make import TODAY, make_invoice, make_seller
from tests.make import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice(kiel: RegionCard) -> Invoice:
    """236.81 euros."""
    make_seller()
    return make_invoice(kiel.id)


def pay(invoice: Invoice, cents: int, *, key: str = "", on: date = TODAY) -> Payment:
    key = key or f"key {Payment.objects.count()}"
    return record_payment(invoice, amount_cents=cents, paid_on=on, way=Way.TRANSFER, key=key, by="Robin", at=NOON)


def part(invoice: Invoice, net_cents: int, *, key: str = "") -> Invoice:
    key = key or f"key {Invoice.objects.count()}"
    return credit(invoice, net_cents=net_cents, reason="Weniger", key=key, by="Robin", at=NOON)


def void(invoice: Invoice, *, key: str = "void") -> Invoice:
    return cancel(invoice, reason="Falsch", key=key, by="Robin", at=NOON)


def left(invoice: Invoice) -> int:
    """As the database counts it, which is what the rows add up to."""
    balance = Balance.objects.get(invoice=invoice)
    credited = Invoice.objects.filter(corrects=invoice).aggregate(n=Sum("gross_cents", default=0))["n"]
    paid = Payment.objects.filter(invoice=invoice).aggregate(n=Sum("amount_cents", default=0))["n"]
    assert (balance.credited_cents, balance.paid_cents) == (credited, paid)
    assert balance.open_cents == invoice.gross_cents - credited - paid
    return int(balance.open_cents)


def test_it_is_paid_in_parts_wholly_and_too_much(invoice: Invoice) -> None:
    pay(invoice, 10000)
    assert left(invoice) == 13681
    pay(invoice, 13681)
    assert left(invoice) == 0
    pay(invoice, 500)
    assert (left(invoice), Balance.objects.get().owed_back_cents) == (-500, 500)
    pay(invoice, -500)
    assert left(invoice) == 0


def test_a_form_that_is_sent_twice_pays_once(invoice: Invoice) -> None:
    assert pay(invoice, 100, key="same") == pay(invoice, 100, key="same")
    assert left(invoice) == 23581


def test_nothing_is_no_payment_and_a_correction_is_not_paid(invoice: Invoice) -> None:
    with pytest.raises(NothingToPay):
        pay(invoice, 0)
    with pytest.raises(NothingToPay):
        pay(void(invoice), 100)


def test_a_part_is_credited_with_its_vat(invoice: Invoice) -> None:
    note = part(invoice, 5000)
    assert (note.net_cents, note.vat_cents, note.gross_cents) == (5000, 950, 5950)
    assert left(invoice) == 23681 - 5950
    invoice.refresh_from_db()
    assert not invoice.is_cancelled


def test_what_is_cancelled_after_it_was_paid_is_owed_back(invoice: Invoice) -> None:
    pay(invoice, 23681)
    void(invoice)
    assert left(invoice) == -23681


def test_no_more_is_credited_than_was_invoiced(invoice: Invoice) -> None:
    part(invoice, 19000)
    with pytest.raises(MoreThanInvoiced) as refusal:
        part(invoice, 901)
    assert refusal.value.left_cents == 900
    part(invoice, 900)
    with pytest.raises(NothingLeft):
        part(invoice, 1)
    with pytest.raises(NothingLeft):
        void(invoice)
    invoice.refresh_from_db()
    assert invoice.is_cancelled
    assert left(invoice) == 0


def test_the_database_itself_credits_no_more_than_was_invoiced(invoice: Invoice) -> None:
    note = void(invoice)
    note.pk, note.number, note.sequence, note.key = None, "RE-2026-K00009", 9, "other"
    with pytest.raises(IntegrityError, match="balance_credited_within_gross"), transaction.atomic():
        note.save(force_insert=True)


def test_a_correction_is_not_corrected(invoice: Invoice) -> None:
    with pytest.raises(NothingLeft):
        void(void(invoice), key="again")


def test_a_form_that_is_sent_twice_credits_once(invoice: Invoice) -> None:
    assert part(invoice, 100, key="same") == part(invoice, 100, key="same")
    assert void(invoice, key="all") == void(invoice, key="all")
    assert left(invoice) == 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 9000), min_size=1, max_size=12))
def test_whatever_parts_are_credited_first_the_last_correction_leaves_nothing(nets: list[int]) -> None:
    with transaction.atomic():
        make_seller()
        invoice = make_invoice(region_id=1)
        for net in nets:
            if Invoice.objects.filter(corrects=invoice).aggregate(n=Sum("net_cents", default=0))["n"] + net < 19900:
                part(invoice, net)
        note = void(invoice)
        assert left(invoice) == 0
        assert abs(note.vat_cents - vat_of(note.net_cents, 1900)) <= len(nets)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_of_many_corrections_at_once_none_credits_too_much(kiel: RegionCard) -> None:
    make_seller()
    invoice = make_invoice(kiel.id)
    start = threading.Barrier(6)

    def run(number: int) -> str:
        start.wait(timeout=30)
        try:
            part(invoice, 8000, key=f"hand {number}")
        except MoreThanInvoiced:
            return "refused"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(6) as hands:
        assert sorted(hands.map(run, range(6))) == ["done"] * 2 + ["refused"] * 4
    assert left(invoice) == 23681 - 2 * 9520
    assert sorted(Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).values_list("sequence", flat=True)) == [1, 2]
