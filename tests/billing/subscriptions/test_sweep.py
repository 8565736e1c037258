"""The calendar: what a sweep begins, invoices, mails and ends, and that a second one does nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from billing.subscriptions import send
from billing.subscriptions.calendar import last_day_of_period, months_later
from billing.subscriptions.models import Invoice, InvoiceFile, Period
from billing.subscriptions.subscribe import AlreadyRunning, Ended, change_plan, end
from billing.subscriptions.sweep import sweep
from kreislauf.mail.deliver import deliver
from kreislauf.mail.platform.models import PlatformMail
from kreislauf.regions import RegionCard
from tenants.models import Region, Status
from tests.billing.subscriptions.make import TODAY, make_buyer, make_seller, make_subscription, make_version
from tests.make import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(kiel: RegionCard) -> RegionCard:
    """All that an invoice needs is filled in."""
    make_seller()
    make_buyer(kiel.id)
    return kiel


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def periods() -> list[tuple[date, date]]:
    return list(Period.objects.order_by("begins_on").values_list("begins_on", "ends_on"))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 1, 31), 13, date(2028, 2, 29)),
        (date(2026, 11, 2), 12, date(2027, 11, 2)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_month_s_last(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize("every", [1, 12])
@pytest.mark.parametrize("anchor", [date(2026, 1, 31), date(2028, 2, 29), date(2026, 11, 2), date(2026, 12, 30)])
def test_periods_follow_each_other_without_a_gap_and_do_not_drift(anchor: date, every: int) -> None:
    begins = anchor
    for number in range(1, 40):
        ends = last_day_of_period(anchor, every, begins)
        begins = ends + timedelta(days=1)
        assert begins == months_later(anchor, number * every)


def test_each_month_is_begun_and_invoiced_on_its_first_day_and_once(ready: RegionCard) -> None:
    make_subscription(ready.id, on=TODAY)
    for _ in range(3):
        sweep(at=NOON)
    assert periods() == [(date(2026, 11, 2), date(2026, 12, 1))]
    sweep(at=noon(date(2026, 12, 1)))
    assert len(periods()) == 1
    sweep(at=noon(date(2026, 12, 2)))
    assert periods()[1] == (date(2026, 12, 2), date(2027, 1, 1))
    assert list(Invoice.objects.order_by("pk").values_list("number", flat=True)) == ["RE-2026-00001", "RE-2026-00002"]
    assert PlatformMail.objects.filter(kind="subscriptions.invoice").count() == 2


def test_the_day_begins_at_midnight_in_berlin(ready: RegionCard) -> None:
    make_subscription(ready.id, on=TODAY)
    sweep(at=datetime(2026, 11, 1, 22, 59, tzinfo=UTC))
    assert periods() == []
    sweep(at=datetime(2026, 11, 1, 23, 1, tzinfo=UTC))
    assert periods() == [(date(2026, 11, 2), date(2026, 12, 1))]


def test_a_platform_that_was_away_catches_up(ready: RegionCard) -> None:
    make_subscription(ready.id, on=date(2026, 1, 31))
    sweep(at=NOON)
    assert [begins for begins, _ends in periods()][:3] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    assert Invoice.objects.count() == len(periods()) == 10


def test_a_trial_costs_nothing_and_is_not_asked_for(ready: RegionCard) -> None:
    make_subscription(ready.id, version=make_version(trial_days=30))
    sweep(at=NOON)
    sweep(at=noon(date(2026, 12, 1)))
    assert periods() == []
    sweep(at=noon(date(2026, 12, 2)))
    assert periods() == [(date(2026, 12, 2), date(2027, 1, 1))]


def test_a_running_contract_keeps_its_price_until_it_is_told_a_new_one(ready: RegionCard) -> None:
    old = make_version()
    subscription = make_subscription(ready.id, version=old)
    sweep(at=NOON)
    new = make_version(old.plan, tiers={0: 25000}, valid_from=date(2026, 11, 10), every_months=12)
    sweep(at=noon(date(2026, 12, 2)))
    assert [p.price_cents for p in Period.objects.all()] == [19900, 19900]

    term = change_plan(subscription, new, inhabitants=50_000, by="Robin", at=noon(date(2026, 12, 3)))
    for day in (date(2026, 12, 10), date(2027, 1, 2), date(2027, 2, 2)):
        sweep(at=noon(day))

    assert term.from_on == date(2027, 1, 2)
    assert periods()[2:] == [(date(2027, 1, 2), date(2028, 1, 1))]
    assert [p.price_cents for p in Period.objects.all()] == [19900, 19900, 25000]
    letter = PlatformMail.objects.get(kind="subscriptions.changed")
    assert letter.recipient == "rechnungen@kiel.example"


def test_who_leaves_pays_for_what_has_begun_and_nothing_after(ready: RegionCard) -> None:
    subscription = make_subscription(ready.id)
    sweep(at=NOON)
    over = end(subscription, reason="Gekündigt", by="Robin", at=NOON)
    assert over.ends_on == date(2026, 12, 1)
    sweep(at=noon(date(2027, 5, 1)))
    assert len(periods()) == 1
    with pytest.raises(Ended):
        end(subscription, reason="Noch einmal", by="Robin", at=NOON)
    with pytest.raises(Ended):
        change_plan(subscription, make_version(), inhabitants=1, by="Robin", at=NOON)


def test_a_notice_may_name_a_later_day_and_never_an_earlier_one(ready: RegionCard) -> None:
    subscription = make_subscription(ready.id)
    sweep(at=NOON)
    over = end(subscription, reason="x", by="Robin", at=NOON, last_day=date(2026, 11, 5))
    assert over.ends_on == date(2026, 12, 1)
    other = make_subscription(ready.id, on=date(2026, 12, 2))
    late = end(other, reason="x", by="Robin", at=NOON, last_day=date(2027, 3, 31))
    assert late.ends_on == date(2027, 3, 31)
    sweep(at=noon(date(2027, 6, 1)))
    assert periods()[-1] == (date(2027, 3, 2), date(2027, 4, 1))


def test_a_trial_ends_on_the_day_of_its_notice(ready: RegionCard) -> None:
    subscription = make_subscription(ready.id, version=make_version(trial_days=30))
    assert end(subscription, reason="x", by="Robin", at=NOON).ends_on == TODAY
    sweep(at=noon(date(2027, 1, 1)))
    assert periods() == []


def test_one_region_has_one_contract_at_a_time(ready: RegionCard) -> None:
    make_subscription(ready.id)
    with pytest.raises(AlreadyRunning):
        make_subscription(ready.id)


def test_while_a_region_leaves_no_period_begins_and_none_after_it_is_gone(ready: RegionCard) -> None:
    subscription = make_subscription(ready.id)
    sweep(at=NOON)
    Region.objects.filter(pk=ready.id).update(status=Status.LEAVING)
    sweep(at=noon(date(2026, 12, 5)))
    assert len(periods()) == 1

    Region.objects.filter(pk=ready.id).update(status=Status.GONE)
    sweep(at=noon(date(2026, 12, 20)))
    subscription.refresh_from_db()
    assert (len(periods()), subscription.ends_on) == (1, date(2026, 12, 1))


def test_who_stays_after_all_is_billed_for_the_days_between(ready: RegionCard) -> None:
    make_subscription(ready.id)
    Region.objects.filter(pk=ready.id).update(status=Status.LEAVING)
    sweep(at=noon(date(2026, 12, 5)))
    Region.objects.filter(pk=ready.id).update(status=Status.LIVE)
    sweep(at=noon(date(2026, 12, 6)))
    assert len(periods()) == 2


def test_what_is_missing_holds_the_invoice_back_and_not_the_period(kiel: RegionCard) -> None:
    make_subscription(kiel.id)
    sweep(at=NOON)
    assert (Period.objects.count(), Invoice.objects.count()) == (1, 0)
    make_seller()
    make_buyer(kiel.id)
    sweep(at=NOON)
    assert Invoice.objects.get().period == Period.objects.get()


class Killed(BaseException):
    """The worker is gone."""


@pytest.mark.parametrize("step", ["write_files", "queue"])
def test_a_worker_that_is_killed_leaves_what_the_next_sweep_finishes(
    ready: RegionCard, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    make_subscription(ready.id)

    def die(*_args: object, **_more: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(send if step == "write_files" else send.emails.invoice, step, die)
        with pytest.raises(Killed):
            sweep(at=NOON)
    invoice = Invoice.objects.get()
    assert (invoice.mailed_at, PlatformMail.objects.count()) == (None, 0)

    sweep(at=NOON)

    invoice.refresh_from_db()
    assert invoice.mailed_at == NOON
    assert sorted(InvoiceFile.objects.values_list("kind", flat=True)) == ["pdf", "xml"]
    assert PlatformMail.objects.filter(kind="subscriptions.invoice").count() == 1


def test_the_mail_carries_both_files_to_the_address_of_the_invoice(ready: RegionCard) -> None:
    make_subscription(ready.id)
    sweep(at=NOON)
    row = PlatformMail.objects.get(kind="subscriptions.invoice")
    deliver(row.pk, at=timezone.now())

    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Rechnung RE-2026-00001", ["rechnungen@kiel.example"])
    names = {
        name: bytes(content, "utf-8") if isinstance(content, str) else content for name, content, _ in _files(sent)
    }
    assert sorted(names) == ["rechnung-RE-2026-00001.pdf", "rechnung-RE-2026-00001.xml"]
    stored = InvoiceFile.objects.get(kind="pdf")
    assert names["rechnung-RE-2026-00001.pdf"] == bytes(stored.content)
    assert "236,81" in sent.body
    assert sent.reply_to == ["rechnung@kreislauf.example"]


def _files(sent: object) -> list[tuple[str, bytes | str, str]]:
    return [part for part in sent.attachments if isinstance(part, tuple)]  # type: ignore[attr-defined]


def test_the_fee_of_card_payments_is_the_plan_s_while_it_runs(ready: RegionCard) -> None:
    subscription = make_subscription(ready.id, version=make_version(fee_basis_points=150))
    sweep(at=NOON)
    assert Region.objects.get(pk=ready.id).fee_basis_points == 150
    end(subscription, reason="x", by="Robin", at=NOON)
    sweep(at=noon(date(2026, 12, 2)))
    assert Region.objects.get(pk=ready.id).fee_basis_points == 0
