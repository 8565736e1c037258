"""Many who issue at once, and one that is killed in the middle: no number is missing, and none is given twice."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections, transaction

from billing.subscriptions.credit import cancel
from billing.subscriptions.issue import issue
from billing.subscriptions.models import Invoice, InvoiceKind, Series
from billing.subscriptions.series import next_number, reference_of
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

ISSUERS = 50


class Killed(BaseException):
    """The worker is gone; nothing catches it but the test."""


@pytest.mark.django_db(transaction=True)
def test_fifty_who_issue_at_once_leave_no_gap_though_some_are_killed(kiel: RegionCard) -> None:
    make_seller()
    make_buyer(kiel.id)
    subscription = make_subscription(kiel.id)
    periods = [make_period(subscription, begins_on=TODAY + timedelta(days=n)) for n in range(ISSUERS)]
    start = threading.Barrier(10)

    def run(number: int) -> None:
        if number < 10:
            start.wait(timeout=30)
        try:
            with transaction.atomic():
                issue(periods[number], by="Robin", at=NOON)
                if number % 5 == 0:
                    raise Killed
        except Killed:
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as hands:
        list(hands.map(run, range(ISSUERS)))

    numbers = sorted(Invoice.objects.values_list("sequence", flat=True))
    assert numbers == list(range(1, 41))
    assert Series.objects.get().last == 40
    for period in periods:  # the sweep's second look gives the killed ones theirs
        issue(period, by="Robin", at=NOON)
    assert sorted(Invoice.objects.values_list("sequence", flat=True)) == list(range(1, 51))
    assert Invoice.objects.values("period").distinct().count() == ISSUERS


@pytest.mark.django_db(transaction=True)
def test_two_who_invoice_the_same_period_write_one_invoice(kiel: RegionCard) -> None:
    make_seller()
    make_buyer(kiel.id)
    period = make_period(make_subscription(kiel.id))
    start = threading.Barrier(6)

    def run(_number: int) -> int:
        start.wait(timeout=30)
        try:
            invoice = issue(period, by="Robin", at=NOON)
            return invoice.pk if invoice else 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as hands:
        assert len(set(hands.map(run, range(6)))) == 1
    assert Invoice.objects.count() == 1


def test_each_year_issuer_and_kind_counts_for_itself(kiel: RegionCard) -> None:
    def number(issuer: str, year: int, kind: InvoiceKind) -> str:
        return next_number(issuer, year=year, kind=kind).text

    assert number("RE", 2026, InvoiceKind.INVOICE) == "RE-2026-00001"
    assert number("RE", 2026, InvoiceKind.INVOICE) == "RE-2026-00002"
    assert number("RE", 2027, InvoiceKind.INVOICE) == "RE-2027-00001"
    assert number("RE", 2026, InvoiceKind.CREDIT_NOTE) == "RE-2026-K00001"
    assert number("KL", 2026, InvoiceKind.INVOICE) == "KL-2026-00001"


def test_a_credit_note_has_a_number_of_its_own_and_names_its_invoice(kiel: RegionCard) -> None:
    make_seller()
    invoice = make_invoice(kiel.id)
    note = cancel(invoice, reason="Doppelt", key="a", by="Robin", at=NOON)
    assert (note.number, note.corrects) == ("RE-2026-K00001", invoice)
    assert note.document["corrects_number"] == invoice.number
    assert note.document["corrects_on"] == date(2026, 11, 2).isoformat()


@pytest.mark.parametrize(
    ("number", "reference"), [("RE-2026-00001", "RF25RE202600001"), ("539007547034", "RF18539007547034")]
)
def test_the_payer_writes_a_reference_with_check_digits(number: str, reference: str) -> None:
    """The second is the example of the standard's own publications."""
    assert reference_of(number) == reference
