"""Before a region goes live in production, at least one business can be paid; the operators see how many can."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django import Settings

from billing.payments.models import Merchant, MerchantState
from kreislauf.regions import RegionCard
from marketplace.merchants.golive import how_many_sell, somebody_can_be_paid
from tenants.branding.models import Branding
from tenants.golive.check import checklist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kiel")]


def make_merchant(business_id: int | None, state: str = MerchantState.ACTIVE, *, livemode: bool = True) -> Merchant:
    now = timezone.now()
    return Merchant.objects.create(
        business_id=business_id, provider="stripe", account_ref="acct_1", livemode=livemode, state=state,
        opened_at=now, changed_at=now,
    )  # fmt: skip


@pytest.fixture
def production(settings: Settings) -> None:
    settings.PRODUCTION, settings.PAYMENTS_LIVE = True, True


@pytest.mark.usefixtures("production")
def test_in_production_somebody_must_be_able_to_be_paid() -> None:
    assert not somebody_can_be_paid().done
    make_merchant(None)  # the region itself is no business
    make_merchant(1, MerchantState.PENDING)
    make_merchant(2, livemode=False)
    assert not somebody_can_be_paid().done
    make_merchant(3)
    assert somebody_can_be_paid().done


@pytest.mark.usefixtures("production")
def test_a_region_that_sells_nothing_needs_nobody_to_be_paid() -> None:
    Branding.objects.update(modules={"vouchers": False, "campaigns": False})
    assert somebody_can_be_paid().done


def test_the_check_stands_on_the_list_and_is_fulfilled_where_the_sandbox_pays() -> None:
    [check] = [one for one in checklist() if one.title == "Zahlungen"]
    assert check.done
    assert check.address == "/verwaltung/betriebe/"


@pytest.mark.usefixtures("production")
def test_each_business_that_can_be_paid_counts_once(in_kiel: RegionCard) -> None:
    make_merchant(1)
    Merchant.objects.create(
        business_id=1, provider="bank_transfer", livemode=True, state=MerchantState.ACTIVE, opened_at=timezone.now(),
        changed_at=timezone.now(),
    )  # fmt: skip
    make_merchant(2)
    make_merchant(None)
    make_merchant(3, MerchantState.RESTRICTED)
    assert how_many_sell() == 2
