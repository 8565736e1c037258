"""What a provider must do at which merchants open accounts: once, filled in on its own page, and told as they stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

import pytest
from django.utils import timezone

from billing.payments.models import Merchant, MerchantState
from billing.providers.base import ConnectProvider, ProviderRefused
from tests.billing.handlers import BUSINESS

BACK, AGAIN = "http://kiel.localhost/konto/zurueck/", "http://kiel.localhost/konto/weiter/"


class OnboardingStage(Protocol):
    """The provider, and a business on its page."""

    provider: ConnectProvider
    name: str

    def fill_in(self, merchant: Merchant) -> None:
        """The business says all that is wanted."""

    def want_soon(self, merchant: Merchant) -> None:
        """The provider wants something more, by a day; until then the account sells on."""

    def want_now(self, merchant: Merchant) -> None:
        """The provider wants something more, and until then nothing is sold."""

    def reject(self, merchant: Merchant) -> None: ...
    def take_away(self, merchant: Merchant) -> None:
        """The business ends our access to its account."""


Promise = Callable[[OnboardingStage], None]
ONBOARDING_PROMISES: list[Promise] = []


def promise(check: Promise) -> Promise:
    ONBOARDING_PROMISES.append(check)
    return check


def opened(stage: OnboardingStage, *, business_id: int = BUSINESS, filled_in: bool = False) -> Merchant:
    """The row of a business, with an account; ``filled_in`` as far as the provider wants, and known here as active."""
    now = timezone.now()
    merchant = Merchant.objects.create(
        business_id=business_id, provider=stage.name, livemode=False, opened_at=now, changed_at=now,
        display_name="Bäckerei Jansen", contact_email="jan@example.org",
    )  # fmt: skip
    merchant.account_ref = stage.provider.open_account(merchant)
    if filled_in:
        stage.fill_in(merchant)
        merchant.state = MerchantState.ACTIVE
    merchant.save()
    return merchant


@promise
def opening_twice_opens_once(stage: OnboardingStage) -> None:
    merchant = opened(stage)

    assert stage.provider.open_account(merchant) == merchant.account_ref != ""


@promise
def two_businesses_have_an_account_each(stage: OnboardingStage) -> None:
    assert opened(stage, business_id=1).account_ref != opened(stage, business_id=2).account_ref


@promise
def a_new_account_waits_for_what_the_business_has_to_say(stage: OnboardingStage) -> None:
    reported = stage.provider.fetch_account(opened(stage))

    assert reported.state == MerchantState.PENDING
    assert [need.until for need in reported.needs] == [None] * len(reported.needs) != []


@promise
def the_page_where_it_is_said_is_the_providers(stage: OnboardingStage) -> None:
    merchant = opened(stage)

    url = stage.provider.onboarding_url(merchant, return_url=BACK, refresh_url=AGAIN)

    assert url.startswith("http")
    assert url not in (BACK, AGAIN)


@promise
def an_account_that_is_filled_in_is_active_and_wants_nothing(stage: OnboardingStage) -> None:
    reported = stage.provider.fetch_account(opened(stage, filled_in=True))

    assert (reported.state, reported.needs) == (MerchantState.ACTIVE, ())


@promise
def what_is_wanted_soon_has_a_day_and_the_account_sells_on(stage: OnboardingStage) -> None:
    merchant = opened(stage, filled_in=True)
    stage.want_soon(merchant)

    reported = stage.provider.fetch_account(merchant)

    (need,) = reported.needs
    assert reported.state == MerchantState.ACTIVE
    assert need.until is not None
    assert timezone.localdate() < need.until < timezone.localdate() + timedelta(days=100)


@promise
def what_is_wanted_now_restricts_an_account_that_has_sold(stage: OnboardingStage) -> None:
    merchant = opened(stage, filled_in=True)
    stage.want_now(merchant)

    reported = stage.provider.fetch_account(merchant)

    assert (reported.state, reported.needs == ()) == (MerchantState.RESTRICTED, False)


@promise
def one_that_the_provider_does_not_want_is_rejected(stage: OnboardingStage) -> None:
    merchant = opened(stage, filled_in=True)
    stage.reject(merchant)

    assert stage.provider.fetch_account(merchant).state == MerchantState.REJECTED


@promise
def one_that_was_taken_from_us_is_gone_and_has_no_page(stage: OnboardingStage) -> None:
    merchant = opened(stage, filled_in=True)
    stage.take_away(merchant)

    assert stage.provider.fetch_account(merchant).state == MerchantState.GONE
    with pytest.raises(ProviderRefused):
        stage.provider.onboarding_url(merchant, return_url=BACK, refresh_url=AGAIN)
