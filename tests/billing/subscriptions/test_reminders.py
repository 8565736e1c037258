"""What is overdue is asked for three times by mail, and nothing else happens by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from billing.subscriptions.credit import cancel
from billing.subscriptions.models import Invoice, Reminder, Way
from billing.subscriptions.models.payment import Level
from billing.subscriptions.pay import record_payment
from billing.subscriptions.remind import remind, to_remind
from billing.subscriptions.send import finish
from kreislauf.mail.deliver import deliver
from kreislauf.mail.platform.models import PlatformMail
from kreislauf.regions import RegionCard
from tenants.models import Region, Status
from tests.billing.subscriptions.make import make_invoice, make_seller
from tests.make import NOON

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 2)


@pytest.fixture
def invoice(kiel: RegionCard) -> Invoice:
    """236.81 euros, due on 2 December."""
    make_seller()
    return make_invoice(kiel.id)


def sweep_each_day(invoice: Invoice, days: int) -> list[tuple[int, date]]:
    """As the sweep does, every day for so long: which letter went out when."""
    for number in range(days):
        at = datetime(2026, 12, 1, 12, tzinfo=UTC) + timedelta(days=number)
        for pk in to_remind(on=timezone.localdate(at)):
            remind(Invoice.objects.get(pk=pk), at=at)
            remind(Invoice.objects.get(pk=pk), at=at)  # a task that runs twice
    return [(letter.level, letter.sent_on) for letter in invoice.reminders.all()]


def test_a_reminder_and_two_dunning_letters_each_once_and_after_their_days(invoice: Invoice) -> None:
    assert sweep_each_day(invoice, 90) == [
        (Level.REMINDER, DUE + timedelta(days=7)),
        (Level.FIRST, DUE + timedelta(days=7 + 15)),
        (Level.SECOND, DUE + timedelta(days=7 + 15 + 15)),
    ]
    assert PlatformMail.objects.filter(kind="subscriptions.reminder").count() == 3


def test_nobody_is_asked_before_the_days_that_operators_have_set(kiel: RegionCard) -> None:
    make_seller(reminder_days=3, first_dunning_days=1, second_dunning_days=2)
    assert [day for _level, day in sweep_each_day(make_invoice(kiel.id), 60)] == [
        date(2026, 12, 5),
        date(2026, 12, 7),
        date(2026, 12, 10),
    ]


def test_what_is_paid_or_cancelled_is_not_asked_for(invoice: Invoice) -> None:
    record_payment(invoice, amount_cents=23681, paid_on=DUE, way=Way.TRANSFER, key="a", by="Robin", at=NOON)
    assert sweep_each_day(invoice, 60) == []


def test_what_is_cancelled_is_not_asked_for(invoice: Invoice) -> None:
    cancel(invoice, reason="Falsch", key="a", by="Robin", at=NOON)
    assert sweep_each_day(invoice, 60) == []


def test_what_is_left_is_asked_for(invoice: Invoice) -> None:
    record_payment(invoice, amount_cents=20000, paid_on=DUE, way=Way.TRANSFER, key="a", by="Robin", at=NOON)
    sweep_each_day(invoice, 12)
    assert Reminder.objects.get().open_cents == 3681


def test_the_letter_says_how_much_until_when_and_to_which_account(invoice: Invoice) -> None:
    finish(invoice, at=NOON)
    sweep_each_day(invoice, 60)
    for row in PlatformMail.objects.filter(kind="subscriptions.reminder").order_by("pk"):
        deliver(row.pk, at=timezone.now())
    first, _second, last = mail.outbox
    assert first.subject == "Zahlungserinnerung zur Rechnung RE-2026-00001"
    assert "236,81" in first.body
    assert "bis zum 23.12.2026 an Kreislauf eG, IBAN DE02120300000000202051" in first.body
    assert "§ 286" not in first.body
    assert last.subject == "2. Mahnung zur Rechnung RE-2026-00001"
    assert "§ 286 BGB" in last.body
    assert "40 Euro" in last.body
    assert {name for name, *_rest in _files(last)} == {"rechnung-RE-2026-00001.pdf", "rechnung-RE-2026-00001.xml"}


def _files(sent: object) -> list[tuple[str, object, str]]:
    return [part for part in sent.attachments if isinstance(part, tuple)]  # type: ignore[attr-defined]


def test_a_letter_that_was_paid_meanwhile_is_not_sent(invoice: Invoice) -> None:
    finish(invoice, at=NOON)
    sweep_each_day(invoice, 12)
    record_payment(invoice, amount_cents=23681, paid_on=DUE, way=Way.TRANSFER, key="a", by="Robin", at=NOON)
    deliver(PlatformMail.objects.get(kind="subscriptions.reminder").pk, at=timezone.now())
    assert mail.outbox == []


def test_no_region_is_ever_paused_by_itself(invoice: Invoice) -> None:
    sweep_each_day(invoice, 90)
    assert Region.objects.get(pk=invoice.region_id).status == Status.LIVE
