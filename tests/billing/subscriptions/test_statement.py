"""The operator's bank statement: looked at first, booked once, and never guessed."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from billing.bank.camt.line import CamtRefused
from billing.subscriptions.models import Balance, Invoice, Payment
from billing.subscriptions.statement import Reading, book, read_statement
from kreislauf.regions import RegionCard
from tests.billing.bank.statement import credit, debit, statement
from tests.billing.subscriptions.make import make_invoice, make_seller
from tests.make import NOON
from tests.tenants.operators.operators import signed_in
from tests.words import words

pytestmark = pytest.mark.django_db
IBAN = "DE02120300000000202051"


@pytest.fixture
def invoices(kiel: RegionCard) -> list[Invoice]:
    """RE-2026-00001 and RE-2026-00002, 236.81 euros each."""
    make_seller(iban=IBAN)
    return [make_invoice(kiel.id), make_invoice(kiel.id)]


def read(*entries: str, iban: str = IBAN) -> Reading:
    return read_statement(io.BytesIO(statement(*entries, iban=iban)), iban="DE02 1203 0000 0000 2020 51")


def said(reading: Reading) -> list[tuple[str, int]]:
    return [(invoice.number, found.cents) for found, invoice in reading.found]


@pytest.mark.parametrize(
    "text",
    [
        "RF25RE202600001",
        "RF25 RE20 2600 001",
        "Rechnung vom November rf25re202600001vielen Dank",
        "RE-2026-00001",
        "Rg. RE 2026 00001",
    ],
)
def test_a_payment_finds_its_invoice_by_reference_or_number(invoices: list[Invoice], text: str) -> None:
    assert said(read(credit(23681, text))) == [("RE-2026-00001", 23681)]


def test_what_names_no_invoice_or_two_needs_a_person(invoices: list[Invoice]) -> None:
    reading = read(
        credit(23681, "Danke"), credit(47362, "RE-2026-00001 und RE-2026-00002"), credit(100, "RF26RE202600009")
    )
    assert said(reading) == []
    assert [line.cents for line in reading.others] == [23681, 47362, 100]


def test_what_went_out_is_no_payment(invoices: list[Invoice]) -> None:
    reading = read(debit(23681, "RF25RE202600001"))
    assert (reading.found, reading.others) == ([], [])


def test_partly_and_too_much_are_booked_as_they_came(invoices: list[Invoice]) -> None:
    reading = read(credit(10000, "RF25RE202600001"), credit(30000, "RE-2026-00002"))
    assert book([found for found, _invoice in reading.found], by="Robin", at=NOON) == 2
    assert list(Balance.objects.order_by("pk").values_list("open_cents", flat=True)) == [13681, -6319]


def test_a_file_that_is_read_twice_books_once(invoices: list[Invoice]) -> None:
    entries = [credit(23681, "RF25RE202600001")]
    found = [one for one, _invoice in read(*entries).found]
    assert book(found, by="Robin", at=NOON) == 1
    again = read(*entries)
    assert (again.found, again.known) == ([], 1)
    assert book(found, by="Robin", at=NOON) == 0
    assert Payment.objects.get().amount_cents == 23681


def test_the_statement_of_another_account_is_refused(invoices: list[Invoice]) -> None:
    with pytest.raises(CamtRefused, match="DE89370400440532013000"):
        read(credit(23681, "RF25RE202600001"), iban="DE89370400440532013000")


def upload(client: Client, content: bytes) -> str:
    file = SimpleUploadedFile("auszug.xml", content, content_type="text/xml")
    return words(client.post("/rechnungen/kontoauszug/", {"file": file}))


def test_an_operator_looks_first_and_books_then(invoices: list[Invoice]) -> None:
    client = signed_in()
    file = SimpleUploadedFile("auszug.xml", statement(credit(23681, "RF25RE202600001")), content_type="text/xml")
    page = client.post("/rechnungen/kontoauszug/", {"file": file})
    assert "RE-2026-00001" in words(page)
    assert Payment.objects.count() == 0

    answer = client.post("/rechnungen/kontoauszug/", {"found": page.context["sealed"]}, follow=True)

    assert "1 Zahlung ist eingetragen." in words(answer)
    assert Payment.objects.get().paid_on == date(2026, 11, 2) or Payment.objects.get().paid_on is not None


def test_what_somebody_else_wrote_into_the_form_books_nothing(invoices: list[Invoice]) -> None:
    answer = signed_in().post("/rechnungen/kontoauszug/", {"found": "W1sxLDIzNjgxXV0"}, follow=True)
    assert "Bitte laden Sie den Kontoauszug noch einmal hoch." in words(answer)
    assert Payment.objects.count() == 0


def test_a_file_that_is_no_statement_is_refused_where_it_was_chosen(invoices: list[Invoice]) -> None:
    assert "Das ist kein Kontoauszug" in upload(signed_in(), b"<html></html>")
