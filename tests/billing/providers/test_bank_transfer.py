"""Transfers keep what every provider promises; the bank's part is played by rows as an import writes them."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from itertools import count
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from billing.payments.models import Attempt, AttemptState, Refund
from billing.providers.bank_transfer.instructions import transfer_instructions
from billing.providers.bank_transfer.models import BankRefund, TransferCharge, TransferRequest
from billing.providers.bank_transfer.provider import BankTransfer
from billing.providers.base import Provider, ProviderRefused, RefundResult, UnknownEvent
from kreislauf.regions import RegionCard
from tests.billing.bank.make import book, make_merchant
from tests.billing.contract import PROMISES, Promise, asked_back, charged
from tests.billing.make import make_row as sandbox_row

pytestmark = pytest.mark.django_db
EVENTS = {"an_event_names_the_region_and_the_attempt", "a_changed_event_is_refused"}


def make_row(*, order_id: int = 1, amount_cents: int = 5000) -> Attempt:
    attempt = sandbox_row(order_id=order_id, amount_cents=amount_cents)
    attempt.provider, attempt.merchant = "bank_transfer", make_merchant()
    attempt.save()
    return attempt


def wanted_of(attempt: Attempt) -> TransferRequest:
    return TransferRequest.objects.get(key=attempt.key)


class BankAtOnce(BankTransfer):
    """A bank whose statement shows a refund as soon as it was asked for."""

    def refund(self, refund: Refund) -> str:
        ref = super().refund(refund)
        BankRefund.objects.filter(key=refund.key).update(booked_at=timezone.now())
        return ref


class BankStage:
    provider: Provider = BankAtOnce()

    def pay(self, attempt: Attempt) -> None:
        book(wanted_of(attempt), attempt.amount_cents)
        self.provider.fetch(attempt)  # whoever takes a statement over asks at once

    def expire(self, attempt: Attempt) -> None:
        TransferRequest.objects.filter(key=attempt.key).update(due_at=timezone.now())

    def refund_in_dashboard(self, attempt: Attempt, amount_cents: int) -> None:
        """Somebody sends it back by hand, in their online banking."""
        book(wanted_of(attempt), -amount_cents)

    def dispute(self, attempt: Attempt) -> None:
        """The bank takes back what is left."""
        left = attempt.amount_cents + sum(line.cents for line in wanted_of(attempt).lines.filter(cents__lt=0))
        book(wanted_of(attempt), -left, is_reversal=True)

    def event(self, attempt: Attempt) -> tuple[dict[str, str], bytes]:
        raise AssertionError("Banks send none.")


@pytest.fixture
def bank(in_kiel: RegionCard, monkeypatch: pytest.MonkeyPatch, shop: object) -> BankStage:
    monkeypatch.setattr("tests.billing.contract.make_row", make_row)
    return BankStage()


@pytest.mark.parametrize(
    "promise", [one for one in PROMISES if one.__name__ not in EVENTS], ids=lambda promise: promise.__name__
)
def test_transfers_keep_the_contract(bank: BankStage, promise: Promise) -> None:
    promise(bank)


def test_a_bank_sends_no_events(bank: BankStage) -> None:
    with pytest.raises(UnknownEvent):
        bank.provider.verify_webhook({}, b"{}")


def reported(attempt: Attempt) -> tuple[str, list[int]]:
    found = BankTransfer().fetch(attempt)
    return str(found.state), [charge.amount_cents for charge in found.charges]


def started(*, amount_cents: int = 5000) -> Attempt:
    attempt = make_row(amount_cents=amount_cents)
    BankTransfer().start(attempt)
    return attempt


def test_parts_wait_until_the_sum_is_there(bank: BankStage) -> None:
    attempt = started()
    book(wanted_of(attempt), 2000)
    assert reported(attempt) == ("processing", [])

    book(wanted_of(attempt), 3000)

    assert reported(attempt) == ("succeeded", [5000])


def test_parts_that_stay_parts_are_charges_of_their_own_when_the_time_is_over(bank: BankStage) -> None:
    attempt = started()
    book(wanted_of(attempt), 2000)
    book(wanted_of(attempt), 1000)
    bank.expire(attempt)

    assert reported(attempt) == ("expired", [2000, 1000])
    book(wanted_of(attempt), 3000)
    assert reported(attempt) == ("expired", [2000, 1000, 3000])


def test_too_much_is_the_sum_and_a_rest(bank: BankStage) -> None:
    attempt = started()
    book(wanted_of(attempt), 7000)

    assert reported(attempt) == ("succeeded", [5000, 2000])


def test_paid_twice_is_two_charges(bank: BankStage) -> None:
    attempt = started()
    book(wanted_of(attempt), 5000)
    assert reported(attempt) == ("succeeded", [5000])

    book(wanted_of(attempt), 5000)

    assert reported(attempt) == ("succeeded", [5000, 5000])


def test_all_of_it_after_the_time_is_one_charge_that_the_order_may_still_take(bank: BankStage) -> None:
    attempt = started()
    bank.expire(attempt)
    assert reported(attempt) == ("expired", [])

    book(wanted_of(attempt), 5000)

    assert reported(attempt) == ("succeeded", [5000])


def test_a_part_that_the_bank_takes_back_is_no_part(bank: BankStage) -> None:
    attempt = started()
    book(wanted_of(attempt), 2000)
    book(wanted_of(attempt), -2000, is_reversal=True)

    assert reported(attempt) == ("open", [])
    book(wanted_of(attempt), 3000)
    assert reported(attempt) == ("processing", [])


def test_money_goes_back_to_whom_it_came_from(bank: BankStage) -> None:
    attempt = started()
    book(wanted_of(attempt), 5000, name="Ada", iban="DE89370400440532013000")
    refund = asked_back(charged(bank, attempt), amount_cents=5000)  # type: ignore[arg-type]

    BankTransfer().refund(refund)

    assert list(BankRefund.objects.values_list("name", "iban", "amount_cents")) == [
        ("Ada", "DE89370400440532013000", 5000)
    ]
    assert BankTransfer().fetch(attempt).refunds[0].result is RefundResult.PENDING


def test_of_two_payers_nobody_is_chosen(bank: BankStage) -> None:
    attempt = started()
    book(wanted_of(attempt), 2000, name="Ada", iban="DE89370400440532013000")
    book(wanted_of(attempt), 3000, name="Bea", iban="DE02120300000000202051")
    reported(attempt)

    assert list(TransferCharge.objects.values_list("payer_name", "payer_iban")) == [("", "")]


def test_an_account_that_sent_a_refund_back_is_not_tried_again(bank: BankStage) -> None:
    attempt = started()
    book(wanted_of(attempt), 5000, name="Ada", iban="DE89370400440532013000")
    charge = charged(bank, attempt)  # type: ignore[arg-type]
    BankTransfer().refund(asked_back(charge, amount_cents=1000))
    BankRefund.objects.update(failed_at=timezone.now(), return_reason="AC04")

    BankTransfer().refund(asked_back(charge, amount_cents=1000, subject_id=2))

    assert list(BankRefund.objects.order_by("pk").values_list("iban", flat=True)) == ["DE89370400440532013000", ""]


def test_a_merchant_without_an_account_is_refused(in_kiel: RegionCard, shop: object) -> None:
    attempt = sandbox_row()

    with pytest.raises(ProviderRefused):
        BankTransfer().start(attempt)


def test_a_reference_that_is_taken_is_drawn_again(bank: BankStage, monkeypatch: pytest.MonkeyPatch) -> None:
    first, drawn = started(), count()
    taken = wanted_of(first).reference
    monkeypatch.setattr(
        "billing.providers.bank_transfer.ask.new_reference", lambda: taken if next(drawn) < 2 else "RF18539007547034"
    )

    assert BankTransfer().start(make_row(order_id=2)).ref == "RF18539007547034"


def test_it_is_quiet_until_the_time_is_over(bank: BankStage) -> None:
    attempt = started()
    wanted = wanted_of(attempt)

    assert wanted.due_at == attempt.created_at + timedelta(days=9)
    assert BankTransfer().fetch(attempt).news_at == wanted.due_at
    bank.pay(attempt)
    assert BankTransfer().fetch(attempt).state == AttemptState.SUCCEEDED
    assert BankTransfer().fetch(attempt).news_at is None


def page(attempt: Attempt, client: Client, more: str = "") -> Any:
    return client.get(f"/ueberweisung/{wanted_of(attempt).token}/{more}")


def test_the_buyers_page_says_what_is_to_be_sent_and_how_it_stands(bank: BankStage, site: Client) -> None:
    attempt = started()
    reference = wanted_of(attempt).reference
    first = page(attempt, site).content.decode()
    for words in (
        "Bäckerei Möller",
        "DE02 1203 0000 0000 2020 51",
        "50,00",
        reference[:4] + " " + reference[4:8],
        "<svg",
    ):
        assert words in first, words

    book(wanted_of(attempt), 2000)
    assert "30,00\xa0€ fehlen noch" in page(attempt, site).content.decode()
    book(wanted_of(attempt), 3000)
    reported(attempt)
    paid = page(attempt, site).content.decode()
    assert ("der Betrag ist angekommen" in paid, "DE02" in paid) == (True, False)


def test_over_or_called_off_the_page_asks_for_nothing(bank: BankStage, site: Client) -> None:
    over, off = started(), make_row(order_id=2)
    BankTransfer().start(off)
    bank.expire(over)
    BankTransfer().cancel(off)

    assert "Die Frist für diese Überweisung ist vorbei" in page(over, site).content.decode()
    assert "wird nicht mehr gebraucht" in page(off, site).content.decode()
    assert page(off, site, "ueberweisung.pdf").status_code == 404


def test_the_sheet_is_one_page_with_the_code(bank: BankStage, site: Client) -> None:
    attempt = started()

    answer = page(attempt, site, "ueberweisung.pdf")

    reader = PdfReader(BytesIO(answer.content))
    words = reader.pages[0].extract_text()
    assert (answer["Content-Type"], len(reader.pages)) == ("application/pdf", 1)
    assert "DE02 1203 0000 0000 2020 51" in words
    assert "50,00" in words


def test_instructions_for_mails_stand_as_long_as_money_is_waited_for(bank: BankStage) -> None:
    attempt = make_row()
    started_ = BankTransfer().start(attempt)
    attempt.provider_ref, attempt.checkout_url, attempt.state = started_.ref, started_.url, AttemptState.OPEN

    found = transfer_instructions(attempt)
    assert found is not None
    for template in ("bank_transfer/mail.html", "bank_transfer/mail.txt"):
        words = render_to_string(template, {"transfer": found})
        assert (found.iban in words, found.reference in words, found.url in words) == (True, True, True)

    BankTransfer().cancel(attempt)
    assert transfer_instructions(attempt) is None
    attempt.state = AttemptState.FAILED
    assert transfer_instructions(attempt) is None
