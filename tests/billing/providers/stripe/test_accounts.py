"""Accounts of merchants at Stripe: opened once, filled in on Stripe's pages, and how they stand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import httpx
import pytest
from django.utils import timezone
from pytest_django import Settings

from billing.payments.models import Merchant, MerchantState
from billing.providers.base import Need, ProviderDown, ProviderRefused, ReportedAccount
from billing.providers.stripe.provider import Stripe
from kreislauf.regions import RegionCard
from tests.billing.providers.stripe.stage import merchant_at
from tests.fakestripe import FakeStripe
from tests.fakestripe.accounts import FIRST_WANTED

pytestmark = pytest.mark.django_db

BACK, AGAIN = "http://kiel.localhost/betrieb/konto/", "http://kiel.localhost/betrieb/konto/weiter/"


@pytest.fixture
def merchant(in_kiel: RegionCard) -> Merchant:
    """A row whose account nobody has opened yet."""
    return Merchant.objects.create(
        business_id=17, provider="stripe", livemode=False, opened_at=timezone.now(), changed_at=timezone.now(),
        display_name="Bäckerei Jansen", contact_email="jan@example.org",
    )  # fmt: skip


def opened(merchant: Merchant) -> Merchant:
    merchant.account_ref = Stripe().open_account(merchant)
    merchant.save(update_fields=["account_ref"])
    return merchant


def test_what_is_asked_for(fake: FakeStripe, merchant: Merchant) -> None:
    opened(merchant)

    assert fake.requests[0].asked == {
        "dashboard": "full",
        "identity": {"country": "de"},
        "configuration": {"merchant": {"capabilities": {"card_payments": {"requested": True}}}},
        "defaults": {
            "currency": "eur",
            "locales": ["de"],
            "responsibilities": {"fees_collector": "stripe", "losses_collector": "stripe"},
        },
        "metadata": {"schema": "r_kiel", "merchant": str(merchant.key)},
        "display_name": "Bäckerei Jansen",
        "contact_email": "jan@example.org",
    }
    assert (fake.requests[0].account, fake.requests[0].idempotency_key) == ("", str(merchant.key))


def test_an_account_is_opened_once(fake: FakeStripe, merchant: Merchant) -> None:
    fake.fail("POST", "/v2/core/accounts", "lost")
    with pytest.raises(ProviderDown):
        opened(merchant)

    assert opened(merchant).account_ref == opened(merchant).account_ref
    assert len(fake.accounts) == 1


def test_a_business_fills_it_in_on_stripes_page_and_comes_back(fake: FakeStripe, merchant: Merchant) -> None:
    opened(merchant)
    before = Stripe().fetch_account(merchant)
    url = Stripe().onboarding_url(merchant, return_url=BACK, refresh_url=AGAIN)
    assert httpx.get(url).status_code == 200

    answer = httpx.post(url, data={"act": "all"})

    assert (answer.status_code, answer.headers["Location"]) == (303, BACK)
    assert httpx.get(url).headers["Location"] == AGAIN
    assert before == ReportedAccount(MerchantState.PENDING, tuple(Need(field) for field in FIRST_WANTED))
    assert Stripe().fetch_account(merchant) == ReportedAccount(MerchantState.ACTIVE, ())


def test_an_active_account_can_be_asked_for_more_by_a_day(fake: FakeStripe, in_kiel: RegionCard) -> None:
    merchant = merchant_at(fake)
    fake.restrict(merchant.account_ref, "identity.individual.document", until=datetime(2026, 12, 24, tzinfo=UTC))

    assert Stripe().fetch_account(merchant) == ReportedAccount(
        MerchantState.ACTIVE, (Need("identity.individual.document", date(2026, 12, 24)),)
    )


def test_only_what_is_most_urgent_has_a_day(fake: FakeStripe, in_kiel: RegionCard) -> None:
    """Stripe tells one day for the whole account."""
    merchant = merchant_at(fake)
    fake.restrict(merchant.account_ref, "identity.individual.document", until=datetime(2026, 12, 24, tzinfo=UTC))
    fake.restrict(merchant.account_ref, "external_account", until=datetime(2027, 3, 1, tzinfo=UTC))

    assert Stripe().fetch_account(merchant).needs == (
        Need("identity.individual.document", date(2026, 12, 24)),
        Need("external_account"),
    )


def test_one_that_sold_and_must_not_now_is_restricted(fake: FakeStripe, in_kiel: RegionCard) -> None:
    merchant = merchant_at(fake)
    fake.restrict(merchant.account_ref, "external_account")

    assert Stripe().fetch_account(merchant) == ReportedAccount(MerchantState.RESTRICTED, (Need("external_account"),))


def test_how_an_account_ends(fake: FakeStripe, in_kiel: RegionCard) -> None:
    ends = {fake.reject: MerchantState.REJECTED, fake.close: MerchantState.GONE, fake.deauthorize: MerchantState.GONE}
    for number, (end, state) in enumerate(ends.items()):
        merchant = merchant_at(fake, business_id=number)
        end(merchant.account_ref)

        assert Stripe().fetch_account(merchant).state is state


def test_a_platform_without_connect_is_told_no_later(fake: FakeStripe, merchant: Merchant) -> None:
    fake.has_connect = False

    with pytest.raises(ProviderDown):
        opened(merchant)


def test_a_key_of_the_other_mode_opens_and_asks_nothing(
    fake: FakeStripe, merchant: Merchant, settings: Settings
) -> None:
    settings.PAYMENTS_LIVE = True
    for act in (
        lambda: opened(merchant),
        lambda: Stripe().fetch_account(merchant),
        lambda: Stripe().onboarding_url(merchant, return_url=BACK, refresh_url=AGAIN),
    ):
        with pytest.raises(ProviderRefused):
            act()
    assert fake.requests == []
