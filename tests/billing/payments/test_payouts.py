"""What reached the bank account is booked once, and goes back if the bank sends it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from billing.ledger.models import Journal
from billing.payments.converge import converge
from billing.payments.models import Attempt, Charge, Merchant, Payout, PayoutLine, PayoutLineKind, PayoutState
from billing.payments.payout_lines import KNOWN_WITHIN
from billing.payments.payouts import EVERY, WHILE_GONE, WHILE_ON_ITS_WAY, sync_payouts, sync_payouts_soon
from billing.payments.sweep import sweep
from billing.payments.tasks import sweep_regions, sync_merchant_payouts
from billing.providers.base import ProviderDown, ProviderRefused, ReportedPayout, ReportedPayoutLine
from billing.providers.sandbox import payouts as bank
from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxPayout
from billing.providers.sandbox.provider import Sandbox
from kreislauf.audit.models import Entry as AuditEntry
from kreislauf.celery import RegionTask
from kreislauf.german import midnight
from kreislauf.regions import RegionCard, current_region, stepping_into
from tests.billing.handlers import Shop
from tests.billing.make import ledger, make_attempt, make_row, page_of
from tests.ledger import merchants_differ

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


def sold(order_id: int = 1, amount_cents: int = 5000) -> Merchant:
    attempt = make_attempt(order_id=order_id, amount_cents=amount_cents)
    world.pay(page_of(attempt))
    converge(attempt.pk, at=timezone.now())
    assert attempt.merchant is not None
    return attempt.merchant


def sync(merchant: Merchant, times: int = 1) -> None:
    for _ in range(times):
        sync_payouts(merchant.pk, at=timezone.now())


class Told(Sandbox):
    """A provider that tells of these payouts, or fails."""

    found: tuple[ReportedPayout, ...] = ()
    fails: Exception | None = None
    asked: list[datetime]

    def fetch_payouts(self, merchant: Merchant, *, since: datetime) -> tuple[ReportedPayout, ...]:
        type(self).asked.append(since)
        if self.fails:
            raise self.fails
        return self.found


@pytest.fixture
def told(settings: Settings) -> type[Told]:
    settings.PAYMENT_PROVIDERS = {"sandbox": f"{__name__}.Told"}
    Told.found, Told.fails, Told.asked = (), None, []
    return Told


def line(ref: str, kind: PayoutLineKind, net_cents: int, **more: Any) -> ReportedPayoutLine:
    fee_cents = more.get("fee_cents", 0)
    return ReportedPayoutLine(ref, kind, more.get("source_ref", ""), net_cents + fee_cents, fee_cents, net_cents)


def payout(*lines: ReportedPayoutLine, state: PayoutState = PayoutState.PAID, ref: str = "po_1") -> ReportedPayout:
    return ReportedPayout(ref, sum(one.net_cents for one in lines), state, DAY, lines)


def test_a_payout_is_booked_when_it_has_arrived(shop: Shop) -> None:
    merchant = sold()
    bank.pay_out(merchant.key)
    sync(merchant, times=2)
    assert ledger() == {"money:sandbox": 4900, "fees:sandbox": 100, "open:17": -5000}

    bank.end_payout(SandboxPayout.objects.get(), arrived=True)
    sync(merchant, times=2)

    assert ledger() == {"paid-out:sandbox": 4900, "fees:sandbox": 100, "open:17": -5000}
    assert list(Payout.objects.values_list("amount_cents", "state")) == [(4900, PayoutState.PAID)]
    assert list(PayoutLine.objects.values_list("kind", "gross_cents", "fee_cents", "net_cents")) == [
        ("charge", 5000, 100, 4900)
    ]
    assert AuditEntry.objects.filter(action="payout.paid").count() == 1
    assert merchants_differ() == {}


def test_one_that_comes_back_after_it_had_arrived_lies_at_the_provider_again(shop: Shop) -> None:
    merchant = sold()
    bank.pay_out(merchant.key)
    bank.end_payout(SandboxPayout.objects.get(), arrived=True)
    sync(merchant)
    bank.end_payout(SandboxPayout.objects.get(), arrived=False)

    sync(merchant, times=2)
    assert ledger() == {"money:sandbox": 4900, "fees:sandbox": 100, "open:17": -5000}
    bank.pay_out(merchant.key)
    bank.end_payout(SandboxPayout.objects.latest("pk"), arrived=True)
    sync(merchant, times=2)

    assert ledger() == {"paid-out:sandbox": 4900, "fees:sandbox": 100, "open:17": -5000}
    assert list(Payout.objects.order_by("pk").values_list("state", flat=True)) == ["failed", "paid"]
    assert merchants_differ() == {}


def test_one_that_never_arrived_moves_nothing(shop: Shop) -> None:
    merchant = sold()
    bank.pay_out(merchant.key)
    sync(merchant)
    bank.end_payout(SandboxPayout.objects.get(), arrived=False)

    sync(merchant)

    assert ledger() == {"money:sandbox": 4900, "fees:sandbox": 100, "open:17": -5000}
    assert not Journal.objects.filter(key__startswith="unpaid:").exists()


def test_a_payout_before_its_charge_is_known_is_written_down_and_fits_later(shop: Shop) -> None:
    attempt = make_attempt(order_id=1, amount_cents=5000)
    world.pay(page_of(attempt))
    assert attempt.merchant is not None
    bank.pay_out(attempt.merchant.key)
    bank.end_payout(SandboxPayout.objects.get(), arrived=True)
    sync(attempt.merchant)
    assert (Charge.objects.count(), ledger()) == (0, {"money:sandbox": -4900, "paid-out:sandbox": 4900})

    converge(attempt.pk, at=timezone.now())

    assert PayoutLine.objects.get().source_ref == Charge.objects.get().provider_ref
    assert ledger() == {"paid-out:sandbox": 4900, "fees:sandbox": 100, "open:17": -5000}
    assert merchants_differ() == {}


def test_fees_that_no_charge_has_and_what_is_not_ours_have_accounts(shop: Shop, told: type[Told]) -> None:
    merchant = sold()
    told.found = (
        payout(
            line("txn_1", PayoutLineKind.FEE, -500),
            line("txn_2", PayoutLineKind.REFUND, -1050, fee_cents=50, source_ref="re_1"),
            line("txn_3", PayoutLineKind.OTHER, 7000, source_ref="ch_of_their_own_shop"),
            state=PayoutState.PENDING,
        ),
    )

    sync(merchant, times=2)

    assert ledger() == {"money:sandbox": 11450, "fees:sandbox": 550, "outside:sandbox": -7000, "open:17": -5000}
    assert merchants_differ() == {}


def test_what_stays_unknown_for_days_was_sold_elsewhere_by_the_same_account(shop: Shop, told: type[Told]) -> None:
    merchant, now = sold(), timezone.now()
    ours = Charge.objects.get().provider_ref
    told.found = (
        payout(
            line("txn_1", PayoutLineKind.CHARGE, 4900, source_ref=ours, fee_cents=100),
            line("txn_2", PayoutLineKind.CHARGE, 900, source_ref="ch_webshop", fee_cents=100),
            line("txn_3", PayoutLineKind.REFUND, -250, source_ref="re_webshop", fee_cents=50),
        ),
    )
    sync_payouts(merchant.pk, at=now)
    assert ledger().get("outside:sandbox", 0) == 0

    for _ in range(2):
        sync_payouts(merchant.pk, at=now + KNOWN_WITHIN)

    assert ledger() == {"paid-out:sandbox": 5550, "fees:sandbox": 150, "outside:sandbox": -700, "open:17": -5000}
    assert merchants_differ() == {}


def test_what_was_ours_after_all_is_booked_back(shop: Shop, told: type[Told]) -> None:
    merchant, now = sold(), timezone.now()
    charge = Charge.objects.get()
    told.found = (payout(line("txn_1", PayoutLineKind.CHARGE, 4900, source_ref="ch_late", fee_cents=100)),)
    sync_payouts(merchant.pk, at=now)
    sync_payouts(merchant.pk, at=now + KNOWN_WITHIN)
    assert ledger()["outside:sandbox"] == -4900
    Charge.objects.filter(pk=charge.pk).update(provider_ref="ch_late")

    for _ in range(2):
        sync_payouts(merchant.pk, at=now + KNOWN_WITHIN)

    assert ledger() == {"paid-out:sandbox": 4900, "fees:sandbox": 100, "open:17": -5000}
    assert merchants_differ() == {}


def test_lines_that_are_told_later_are_added_once(shop: Shop, told: type[Told]) -> None:
    merchant = sold()
    first, second = line("txn_1", PayoutLineKind.FEE, -500), line("txn_2", PayoutLineKind.FEE, -200)
    told.found = (payout(first),)
    sync(merchant)
    told.found = (payout(first, second),)

    sync(merchant, times=2)

    assert list(PayoutLine.objects.order_by("pk").values_list("provider_ref", flat=True)) == ["txn_1", "txn_2"]


def test_an_outdated_answer_changes_nothing(shop: Shop, told: type[Told]) -> None:
    merchant = sold()
    told.found = (payout(line("txn_1", PayoutLineKind.CHARGE, 900)),)
    sync(merchant)
    told.found = (payout(line("txn_1", PayoutLineKind.CHARGE, 900), state=PayoutState.PENDING),)

    sync(merchant)

    assert (Payout.objects.get().state, ledger()["paid-out:sandbox"]) == (PayoutState.PAID, 900)


def test_an_account_that_owes_the_provider_is_debited(shop: Shop, told: type[Told]) -> None:
    merchant = sold()
    told.found = (payout(line("txn_1", PayoutLineKind.DISPUTE, -3000)),)

    sync(merchant)

    assert ledger()["paid-out:sandbox"] == -3000
    assert merchants_differ() == {}


def test_once_money_has_come_in_the_sweeper_asks_every_day(shop: Shop) -> None:
    merchant = sold()
    began = timezone.now()
    assert list(Merchant.objects.payouts_due(began)) == []
    assert list(Merchant.objects.payouts_due(began + EVERY)) == [merchant]
    bank.pay_out(merchant.key)
    bank.end_payout(SandboxPayout.objects.get(), arrived=True)
    Attempt.objects.update(check_at=None)

    assert (sweep(at=began + EVERY), sweep(at=began + EVERY)) == (1, 0)

    assert Payout.objects.get().state == PayoutState.PAID
    merchant.refresh_from_db()
    assert merchant.payouts_check_at == began + EVERY + EVERY


def test_what_is_on_its_way_is_asked_for_sooner(shop: Shop) -> None:
    merchant = sold()
    bank.pay_out(merchant.key)
    now = timezone.now()

    sync_payouts(merchant.pk, at=now)

    merchant.refresh_from_db()
    assert merchant.payouts_check_at == now + WHILE_ON_ITS_WAY


def test_payouts_since_two_weeks_before_the_newest_are_asked_for_and_before_any_that_is_on_its_way(
    shop: Shop, told: type[Told]
) -> None:
    merchant = sold()
    told.found = (
        payout(line("txn_1", PayoutLineKind.CHARGE, 900), state=PayoutState.PENDING),
        replace(payout(line("txn_2", PayoutLineKind.CHARGE, 900), ref="po_2"), arrives_on=DAY + timedelta(days=9)),
    )
    sync(merchant, times=2)
    Payout.objects.update(state=PayoutState.PAID)
    sync(merchant)

    weeks = timedelta(days=14)
    assert told.asked == [
        merchant.opened_at - weeks,
        midnight(DAY) - weeks,
        midnight(DAY + timedelta(days=9)) - weeks,
    ]


def test_while_the_provider_is_silent_nothing_is_written_and_the_same_is_asked_again(
    shop: Shop, told: type[Told]
) -> None:
    merchant = sold()
    told.fails = ProviderDown("payouts")
    with pytest.raises(ProviderDown):
        sync(merchant)

    merchant.refresh_from_db()
    assert (merchant.payouts_checked_at, Payout.objects.count()) == (None, 0)


@pytest.mark.parametrize(
    ("closed_for", "asked_after"),
    [(None, EVERY), (timedelta(days=1), WHILE_GONE), (timedelta(days=201), None)],
)
def test_a_provider_that_refuses_is_asked_again_and_of_an_account_that_is_gone_not_for_ever(
    shop: Shop, told: type[Told], closed_for: timedelta | None, asked_after: timedelta | None
) -> None:
    merchant, now = sold(), timezone.now()
    if closed_for is not None:
        Merchant.objects.update(state="gone", closed_at=now - closed_for)
    told.fails = ProviderRefused("no such account")
    with pytest.raises(ProviderRefused):
        sync_payouts(merchant.pk, at=now)

    merchant.refresh_from_db()
    assert merchant.payouts_check_at == (None if asked_after is None else now + asked_after)


class HandToHand:
    """A provider that pays out nothing: the money is in the merchant's account at once."""


def test_who_pays_out_nothing_is_not_asked(shop: Shop, settings: Settings) -> None:
    merchant = sold()
    settings.PAYMENT_PROVIDERS = {"sandbox": f"{__name__}.HandToHand"}

    sync(merchant)

    merchant.refresh_from_db()
    assert merchant.payouts_check_at is None


def test_a_hint_makes_it_sooner(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    merchant, now = sold(), timezone.now()
    queued: list[tuple[str, Any]] = []
    monkeypatch.setattr(RegionTask, "apply_async", lambda task, kwargs, **options: queued.append((task.name, kwargs)))

    with django_capture_on_commit_callbacks(execute=True):
        sync_payouts_soon(merchant, at=now)

    assert queued == [(sync_merchant_payouts.name, {"merchant_id": merchant.pk})]
    assert list(Merchant.objects.payouts_due(now)) == [merchant]


def test_the_sandbox_pays_out_after_a_day(shop: Shop, settings: Settings) -> None:
    merchant = sold()
    sync(merchant)
    assert Payout.objects.count() == 0
    settings.SANDBOX_PAYOUT_SECONDS = 0

    sync(merchant)

    assert list(Payout.objects.values_list("amount_cents", "state")) == [(4900, PayoutState.PENDING)]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_sweep_of_all_regions_finds_those_with_payouts_due(
    kiel: RegionCard, dortmund: RegionCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    for card, due in ((kiel, timezone.now() + EVERY), (dortmund, timezone.now())):
        with stepping_into(card):
            make_row()
            Merchant.objects.update(payouts_check_at=due)
    swept: list[str] = []
    monkeypatch.setattr(RegionTask, "apply_async", lambda task, **options: swept.append(current_region().label))

    sweep_regions()

    assert swept == ["dortmund"]
