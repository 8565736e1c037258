"""Whom an account's change is written to, and that nobody is written to twice about the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from billing.connect.accounts.begin import begin
from billing.connect.accounts.check import check_account
from billing.connect.accounts.disconnect import disconnect
from billing.payments.models import Merchant, MerchantState, PayoutState
from billing.payments.payouts import write_down
from billing.providers.base import ReportedPayout
from billing.providers.sandbox.accounts import ACTS, do
from billing.providers.sandbox.models import SandboxAccount
from kreislauf.accounts.models import Role
from kreislauf.mail.kinds import KINDS
from kreislauf.mail.message import message_of
from kreislauf.mail.models import OutgoingMail
from kreislauf.regions import RegionCard
from marketplace.merchants import emails
from tests.make import make_business, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kiel")]
BAKERY, LEADER = "backstube@example.org", "leitung@kiel.example"


@pytest.fixture
def account(in_kiel: RegionCard) -> Merchant:
    make_user(role=Role.ADMINISTRATOR, email=LEADER)
    return begin(make_business().pk, "sandbox", by="x", at=timezone.now())


def happens(account: Merchant, *acts: str) -> list[tuple[str, str]]:
    """The letters that follow: their kind and recipient."""
    for act in acts:
        do(SandboxAccount.objects.get(ref=account.account_ref), ACTS[act])
        check_account(account.pk, at=timezone.now())
    return list(OutgoingMail.objects.order_by("pk").values_list("kind", "recipient"))


def test_nobody_is_written_to_while_the_account_is_being_opened(account: Merchant) -> None:
    assert happens(account, "review") == []


def test_an_account_that_is_ready_is_told_once(account: Merchant) -> None:
    assert happens(account, "complete", "complete") == [("merchants.active", BAKERY)]


def test_something_that_is_asked_for_is_told_once_with_its_day(account: Merchant) -> None:
    letters = happens(account, "complete", "soon", "soon")
    assert letters == [("merchants.active", BAKERY), ("merchants.needs", BAKERY)]
    message = message_of_kind("merchants.needs")
    day = timezone.localdate() + timedelta(days=14)
    assert message.subject == "Ihr Zahlungskonto braucht etwas"
    assert f"bis zum {day.day}. " in message.body
    assert "Ein Foto von Ausweis oder Reisepass" in message.body


def test_an_account_that_is_restricted_and_then_ready_again_is_told_both_times(account: Merchant) -> None:
    assert [kind for kind, _to in happens(account, "complete", "missing", "complete")] == [
        "merchants.active",
        "merchants.needs",
        "merchants.active",
    ]


@pytest.mark.parametrize("act", ["reject", "disconnect"])
def test_a_lost_account_is_told_to_the_business_and_to_the_leaders(account: Merchant, act: str) -> None:
    assert happens(account, act) == [("merchants.lost", BAKERY), ("merchants.lost_office", LEADER)]


def test_who_disconnects_it_here_needs_no_letter(account: Merchant) -> None:
    disconnect(account, by="x", at=timezone.now())
    assert not OutgoingMail.objects.exists()


def test_the_region_s_own_account_is_told_to_its_leaders_once(in_kiel: RegionCard) -> None:
    make_user(role=Role.ADMINISTRATOR, email=LEADER)
    own = begin(None, "sandbox", by="x", at=timezone.now())
    assert happens(own, "complete", "disconnect") == [("merchants.active", LEADER), ("merchants.lost", LEADER)]


def test_what_was_handed_in_before_the_letter_is_sent_is_not_written_about(account: Merchant) -> None:
    happens(account, "soon")
    assert emails.needs.write(Merchant.objects.get(pk=account.pk)) is not None
    happens(account, "complete")
    assert emails.needs.write(Merchant.objects.get(pk=account.pk)) is None


def day_by_day(account: Merchant, *days: int) -> list[str]:
    """The kinds of the letters, when the account is looked at so many days from today, twice each."""
    for day in days:
        for _ in range(2):
            check_account(account.pk, at=timezone.now() + timedelta(days=day))
    return list(OutgoingMail.objects.order_by("pk").values_list("kind", flat=True))


def asked_until(days: int) -> None:
    until = timezone.localdate() + timedelta(days=days)
    needs = [{"field": "individual.verification.document", "until": until.isoformat()}]
    SandboxAccount.objects.update(needs=needs, state=MerchantState.ACTIVE)


def test_a_day_that_is_near_is_reminded_of_two_weeks_and_three_days_before_once_each(account: Merchant) -> None:
    asked_until(40)
    assert day_by_day(account, 0, 25) == ["merchants.needs"]
    assert day_by_day(account, 26, 27, 36) == ["merchants.needs", "merchants.due"]
    assert day_by_day(account, 37, 38, 40, 41, 60) == ["merchants.needs", "merchants.due", "merchants.due"]


def test_a_day_that_was_just_written_about_is_not_reminded_of_at_once(account: Merchant) -> None:
    asked_until(10)
    assert day_by_day(account, 0, 6) == ["merchants.needs"]
    assert day_by_day(account, 7) == ["merchants.needs", "merchants.due"]


def test_a_day_that_moves_is_reminded_of_again(account: Merchant) -> None:
    asked_until(20)
    assert day_by_day(account, 0, 6)[1:] == ["merchants.due"]
    asked_until(40)
    assert day_by_day(account, 7, 26)[1:] == ["merchants.due", "merchants.needs", "merchants.due"]


def test_what_was_handed_in_is_not_reminded_of(account: Merchant) -> None:
    asked_until(20)
    day_by_day(account, 0)
    SandboxAccount.objects.update(needs=[])
    assert day_by_day(account, 10, 18) == ["merchants.needs"]


def test_the_reminder_names_the_day_and_what_it_is_about(account: Merchant) -> None:
    asked_until(20)
    day_by_day(account, 0, 6)
    message, until = message_of_kind("merchants.due"), timezone.localdate() + timedelta(days=20)
    assert message.subject.startswith(f"Erinnerung: Ihr Zahlungskonto braucht etwas bis zum {until.day}. ")
    assert "Ein Foto von Ausweis oder Reisepass" in message.body


def returned(account: Merchant, reason: str) -> None:
    """The provider tells of it twice."""
    found = ReportedPayout("po_1", 4900, PayoutState.PAID, timezone.localdate())
    for told in (found, replace(found, state=PayoutState.FAILED, reason=reason)) * 2:
        write_down(account, told, at=timezone.now())


def test_a_payout_that_came_back_is_told_once_with_its_reason(account: Merchant) -> None:
    returned(account, "account_closed")
    message = message_of_kind("merchants.payout_returned")
    assert message.subject == "Auszahlung über 49,00 € zurückgekommen"
    assert "Das Bankkonto gibt es nicht mehr." in message.body
    assert "Das Geld ist nicht verloren" in message.body


def test_one_that_the_business_stopped_itself_is_not(account: Merchant) -> None:
    returned(account, "canceled")
    assert not OutgoingMail.objects.exists()


def test_a_reason_that_nobody_knows_yet_is_said_in_general(account: Merchant) -> None:
    returned(account, "moon_phase")
    assert "etwa weil die IBAN nicht stimmt" in message_of_kind("merchants.payout_returned").body


def message_of_kind(kind: str) -> EmailMultiAlternatives:
    mail = OutgoingMail.objects.get(kind=kind)
    letter = KINDS[kind].letter(mail, KINDS[kind].about(mail))
    assert letter is not None
    return message_of(letter, to=mail.recipient)
