"""An account is opened once, known by its region, and stands as the provider says: for new orders and old ones."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from billing.connect.accounts import begin as begin_module
from billing.connect.accounts.begin import begin
from billing.connect.accounts.check import check_account
from billing.connect.accounts.disconnect import disconnect
from billing.connect.accounts.providers import provider_of, with_accounts
from billing.connect.accounts.register import AccountTaken, register
from billing.connect.accounts.sweep import check_due_accounts
from billing.connect.inbox.handle import handle_event
from billing.connect.inbox.schedule import TRIES_FOR_ACCOUNT
from billing.connect.models import ConnectedAccount, InboxEvent, Problem
from billing.payments.converge import converge
from billing.payments.models import AttemptState, Merchant, MerchantState
from billing.payments.ways import ways_to_pay
from billing.providers.base import ProviderDown
from billing.providers.sandbox.accounts import ACTS, do
from billing.providers.sandbox.models import SandboxAccount
from billing.providers.sandbox.provider import Sandbox
from billing.providers.table import NoSuchProvider
from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region, Status
from tenants.regions import lookup
from tests.billing.connect.test_inbox import make_event
from tests.billing.handlers import Shop
from tests.billing.make import make_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kiel")]
BAKERY = 7


def begun() -> Merchant:
    return begin(BAKERY, "sandbox", by="baecker@kiel.example", at=timezone.now())


def act(merchant: Merchant, name: str) -> None:
    """Somebody does this at the provider; we have not been told yet."""
    do(SandboxAccount.objects.get(ref=merchant.account_ref), ACTS[name])


def checked(merchant: Merchant) -> Merchant:
    return check_account(merchant.pk, at=timezone.now())


def home_of(merchant: Merchant) -> list[tuple[str, int]]:
    with stepping_into(None):
        rows = ConnectedAccount.objects.filter(account_ref=merchant.account_ref)
        return list(rows.values_list("schema", "merchant_id"))


def test_an_account_that_is_begun_is_known_by_its_region_and_cannot_sell_yet() -> None:
    merchant = begun()

    assert (merchant.state, merchant.sells) == (MerchantState.PENDING, False)
    assert home_of(merchant) == [("r_kiel", merchant.pk)]
    assert ways_to_pay(BAKERY) == ()
    assert ways_to_pay(8) == ("sandbox",)


def test_begun_twice_it_is_one_account() -> None:
    assert begun() == begun()
    assert (Merchant.objects.count(), SandboxAccount.objects.count()) == (1, 1)


def test_where_nobody_opens_an_account_none_is_begun() -> None:
    with pytest.raises(NoSuchProvider):
        begin(BAKERY, "nirgendwo", by="x", at=timezone.now())
    assert with_accounts() == ("sandbox",)
    assert not Merchant.objects.exists()


def test_an_account_whose_answer_was_lost_is_found_by_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    def crashes(merchant: Merchant, *, at: object) -> None:
        raise ProviderDown

    with monkeypatch.context() as patch:
        patch.setattr(begin_module, "open_at_provider", crashes)
        with pytest.raises(ProviderDown):
            begun()
    assert not SandboxAccount.objects.exists()

    assert check_due_accounts(at=timezone.now()) == 1

    merchant = Merchant.objects.get()
    assert merchant.account_ref == SandboxAccount.objects.get().ref
    assert home_of(merchant) == [("r_kiel", merchant.pk)]


@pytest.mark.parametrize(
    ("name", "state", "fields"),
    [
        ("complete", MerchantState.ACTIVE, []),
        ("review", MerchantState.PENDING, []),
        ("soon", MerchantState.ACTIVE, ["individual.verification.document"]),
        ("missing", MerchantState.RESTRICTED, ["external_account", "company.tax_id"]),
        ("reject", MerchantState.REJECTED, []),
        ("disconnect", MerchantState.GONE, []),
    ],
)
def test_it_stands_as_the_provider_says(name: str, state: str, fields: list[str]) -> None:
    merchant = begun()
    act(merchant, name)

    merchant = checked(merchant)

    assert (merchant.state, [need["field"] for need in merchant.needs]) == (state, fields)
    assert ways_to_pay(BAKERY) == (("sandbox",) if state in (MerchantState.ACTIVE, MerchantState.GONE) else ())
    assert (merchant.check_at is None) == (state == MerchantState.GONE)


def test_an_older_answer_does_not_overtake_a_newer_one() -> None:
    merchant, before = begun(), timezone.now()
    act(merchant, "complete")
    checked(merchant)
    act(merchant, "missing")

    assert check_account(merchant.pk, at=before).state == MerchantState.ACTIVE


def test_the_sweep_asks_when_the_time_has_come() -> None:
    merchant = begun()
    checked(merchant)
    act(merchant, "complete")
    now = timezone.now()

    assert check_due_accounts(at=now) == 0
    assert check_due_accounts(at=now + timedelta(hours=2)) == 1
    merchant.refresh_from_db()
    assert merchant.state == MerchantState.ACTIVE


def test_an_account_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = begun(), begin(8, "sandbox", by="x", at=timezone.now())
    act(good, "complete")
    SandboxAccount.objects.filter(ref=bad.account_ref).delete()

    assert check_due_accounts(at=timezone.now()) == 2
    good.refresh_from_db()
    assert good.state == MerchantState.ACTIVE


def test_a_provider_that_is_silent_is_asked_again_in_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(self: Sandbox, merchant: Merchant) -> None:
        raise ProviderDown

    merchant, now = begun(), timezone.now()
    monkeypatch.setattr(Sandbox, "fetch_account", silent)

    assert check_due_accounts(at=now) == 1
    assert check_due_accounts(at=now) == 0
    assert check_due_accounts(at=now + timedelta(minutes=11)) == 1
    merchant.refresh_from_db()
    assert merchant.state == MerchantState.PENDING


def test_disconnected_here_it_takes_no_new_orders_and_is_taken_up_again() -> None:
    merchant = begun()
    act(merchant, "complete")
    merchant = disconnect(checked(merchant), by="baecker@kiel.example", at=timezone.now())
    assert (merchant.state, merchant.closed_because, merchant.sells) == (MerchantState.GONE, "disconnected", False)

    again = checked(begun())

    assert (again.pk, again.state, again.closed_because) == (merchant.pk, MerchantState.ACTIVE, "")


def test_an_account_that_was_taken_from_us_is_replaced_by_another() -> None:
    first = begun()
    act(first, "disconnect")
    first = checked(first)
    assert (first.state, first.is_lost) == (MerchantState.GONE, True)

    second = begun()

    assert second.pk != first.pk
    assert second.account_ref != first.account_ref
    assert (home_of(first), home_of(second)) == ([("r_kiel", first.pk)], [("r_kiel", second.pk)])


def test_when_an_account_is_taken_from_us_open_payments_end_and_paid_ones_keep_it(shop: Shop) -> None:
    merchant = begun()
    act(merchant, "complete")
    checked(merchant)
    attempt = make_attempt(order_id=1, business_id=BAKERY)
    assert attempt.merchant == merchant
    act(merchant, "disconnect")

    checked(merchant)
    attempt.refresh_from_db()
    assert attempt.check_at <= timezone.now()
    attempt = converge(attempt.pk, at=timezone.now())

    assert (attempt.state, attempt.merchant) == (AttemptState.FAILED, merchant)
    # The sandbox opens another account by itself, so the business can go on selling.
    assert shop.told == [("not sellable", 7), ("sellable", 7), ("sellable", 7), ("closed", 1)]


def test_what_is_disconnected_here_goes_on_with_the_payments_that_are_open(shop: Shop) -> None:
    merchant = begun()
    act(merchant, "complete")
    checked(merchant)
    attempt = make_attempt(order_id=1, business_id=BAKERY)
    disconnect(merchant, by="x", at=timezone.now())

    assert converge(attempt.pk, at=timezone.now()).state == AttemptState.OPEN


def test_an_account_belongs_to_one_region(dortmund: RegionCard) -> None:
    merchant = begun()
    with stepping_into(dortmund):
        copy = Merchant.objects.create(
            provider="sandbox", account_ref=merchant.account_ref, livemode=False, opened_at=timezone.now(),
            changed_at=timezone.now(), business_id=1,
        )  # fmt: skip
        with pytest.raises(AccountTaken):
            register(copy, at=timezone.now())
    assert home_of(merchant) == [("r_kiel", merchant.pk)]


def test_a_region_that_is_gone_leaves_its_account_to_the_one_made_from_its_archive(
    kiel: RegionCard, dortmund: RegionCard
) -> None:
    merchant = begun()
    with stepping_into(None):
        Region.objects.filter(pk=kiel.id).update(status=Status.GONE)
    lookup.forget_cards()
    with stepping_into(dortmund):
        Merchant.objects.bulk_create([merchant])
        register(merchant, at=timezone.now())
    assert home_of(merchant) == [("r_dortmund", merchant.pk)]


def test_an_event_about_an_account_makes_us_ask() -> None:
    merchant = begun()
    act(merchant, "complete")

    event = event_about(merchant.account_ref)
    handle_event(event.pk, at=timezone.now())

    merchant.refresh_from_db()
    assert merchant.state == MerchantState.ACTIVE
    assert reloaded(event).handled_at is not None


def test_an_event_about_an_account_that_nobody_knows_is_tried_some_times_and_kept() -> None:
    event, at, tries = event_about("acct_fremd"), timezone.now(), 0
    while not reloaded(event).is_stuck:
        handle_event(event.pk, at=at)
        at, tries = at + timedelta(hours=1), tries + 1

    assert (tries, reloaded(event).problem) == (TRIES_FOR_ACCOUNT + 1, Problem.NO_ACCOUNT)


def test_an_event_that_is_quicker_than_the_row_of_its_account_finds_it_later() -> None:
    event = event_about("acct_neu")
    handle_event(event.pk, at=timezone.now())
    merchant = begun()
    with stepping_into(None):
        ConnectedAccount.objects.filter(merchant_id=merchant.pk).update(account_ref="acct_neu")
    Merchant.objects.filter(pk=merchant.pk).update(account_ref="acct_neu")
    SandboxAccount.objects.update(ref="acct_neu", state=MerchantState.ACTIVE, needs=[])

    handle_event(event.pk, at=timezone.now() + timedelta(minutes=2))

    merchant.refresh_from_db()
    assert merchant.state == MerchantState.ACTIVE


def test_an_event_of_the_other_mode_changes_nothing_and_is_kept(settings: Settings) -> None:
    settings.PAYMENTS_LIVE = True
    merchant = begun()
    act(merchant, "complete")
    with stepping_into(None):
        ConnectedAccount.objects.update(provider="stripe")

    event = event_about(merchant.account_ref, provider="stripe", livemode=False)
    handle_event(event.pk, at=timezone.now())

    assert reloaded(event).problem == Problem.OTHER_MODE
    merchant.refresh_from_db()
    assert merchant.state == MerchantState.PENDING


def test_a_provider_that_is_silent_leaves_the_event_to_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(self: Sandbox, merchant: Merchant) -> None:
        raise ProviderDown

    merchant = begun()
    event = event_about(merchant.account_ref)
    with monkeypatch.context() as patch:
        patch.setattr(Sandbox, "fetch_account", silent)
        handle_event(event.pk, at=timezone.now())
    assert (reloaded(event).handled_at, reloaded(event).is_stuck) == (None, False)

    handle_event(event.pk, at=timezone.now() + timedelta(minutes=2))
    assert reloaded(event).handled_at is not None


def event_about(account_ref: str, **fields: object) -> InboxEvent:
    about = {"kind": "account", "account_ref": account_ref, "attempt_key": None, "schema": "", "livemode": False}
    return make_event(**(about | fields))


def reloaded(event: InboxEvent) -> InboxEvent:
    with stepping_into(None):
        return InboxEvent.objects.get(pk=event.pk)


def test_a_merchant_of_the_other_mode_is_not_asked_about_and_offers_nothing(settings: Settings) -> None:
    merchant = begun()
    Merchant.objects.filter(pk=merchant.pk).update(provider="stripe", state=MerchantState.ACTIVE, livemode=True)
    settings.PAYMENT_PROVIDERS = {**settings.PAYMENT_PROVIDERS, "stripe": settings.PAYMENT_PROVIDERS["sandbox"]}

    assert ways_to_pay(BAKERY) == ("sandbox",)
    assert check_due_accounts(at=timezone.now() + timedelta(days=1)) == 0
    settings.PAYMENTS_LIVE = True
    assert "stripe" in ways_to_pay(BAKERY)
    assert check_due_accounts(at=timezone.now() + timedelta(days=1)) == 1


def test_the_onboarding_leads_to_the_providers_page_and_knows_the_way_back() -> None:
    merchant = begun()
    url = provider_of(merchant).onboarding_url(merchant, return_url="http://a/zurueck", refresh_url="http://a/neu")
    account = SandboxAccount.objects.get()
    assert url == f"http://kiel.localhost/sandbox/konto/{merchant.account_ref}/"
    assert (account.return_url, account.refresh_url) == ("http://a/zurueck", "http://a/neu")


def test_an_event_about_a_payment_of_the_other_mode_changes_nothing_and_is_kept(settings: Settings) -> None:
    settings.PAYMENTS_LIVE = True
    event = make_event(provider="stripe", livemode=False)

    handle_event(event.pk, at=timezone.now())

    assert reloaded(event).problem == Problem.OTHER_MODE
