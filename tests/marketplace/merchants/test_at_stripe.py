"""The same pages over a Stripe that speaks HTTP: opened, filled in, restricted, taken away, replaced."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from django.test import Client
from django.utils import timezone

from billing.payments.models import Merchant, MerchantState
from billing.payments.ways import ways_to_pay
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from tests.conftest import CommittingClient, make_client
from tests.fakestripe import FakeStripe
from tests.make import make_business, make_owner
from tests.marketplace.merchants.test_pages import PAGE, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business()


@pytest.fixture
def baker(fake: FakeStripe, bakery: Business, in_kiel: RegionCard) -> Client:
    client = CommittingClient(HTTP_HOST=in_kiel.host)
    client.cookies = make_client(in_kiel, user=make_owner(bakery)).cookies
    return client


def fill_in(url: str, act: str) -> str:
    """On Stripe's own page; returns the address that it leads back to."""
    assert httpx.get(url).status_code == 200
    answer = httpx.post(url, data={"act": act})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def path_of(address: str) -> str:
    return address.removeprefix("http://kiel.localhost")


def test_a_business_registers_in_two_visits_and_sells(baker: Client, bakery: Business, fake: FakeStripe) -> None:
    first = baker.post(f"{PAGE}stripe/eroeffnung/")["Location"]
    assert first.startswith(fake.url)
    assert "stripe" not in ways_to_pay(bakery.pk)

    half = text_of(baker.get(path_of(fill_in(first, "some"))))
    assert "Fast da: Es fehlen noch Angaben" in half
    assert "Das Bankkonto (IBAN)" in half

    merchant = Merchant.objects.get(provider="stripe")
    second = baker.post(f"{PAGE}{merchant.pk}/angaben/")["Location"]
    assert second != first
    assert "Sie können Zahlungen annehmen" in text_of(baker.get(path_of(fill_in(second, "all"))))
    merchant.refresh_from_db()
    assert (merchant.state, merchant.needs) == (MerchantState.ACTIVE, [])
    assert "stripe" in ways_to_pay(bakery.pk)


def test_a_link_that_was_used_leads_to_a_new_one(baker: Client, fake: FakeStripe) -> None:
    link = baker.post(f"{PAGE}stripe/eroeffnung/")["Location"]
    fill_in(link, "some")

    too_late = httpx.get(link)

    assert too_late.status_code == 303
    assert "Der Link war zu alt" in text_of(baker.get(path_of(str(too_late.headers["Location"]))))


def test_what_stripe_wants_later_is_shown_with_its_day(baker: Client, bakery: Business, fake: FakeStripe) -> None:
    merchant = registered(baker, fake)
    until = timezone.now() + timedelta(days=20)
    fake.restrict(merchant.account_ref, "identity.individual.documents.primary_verification", until=until)

    baker.post(f"{PAGE}{merchant.pk}/pruefung/")

    page = text_of(baker.get(PAGE))
    assert "Ein Foto von Ausweis oder Reisepass" in page
    assert f"bis zum {until.day}. " in page


def test_an_account_that_was_disconnected_at_stripe_is_replaced_by_another(
    baker: Client, bakery: Business, fake: FakeStripe
) -> None:
    first = registered(baker, fake)
    fake.deauthorize(first.account_ref)
    baker.post(f"{PAGE}{first.pk}/pruefung/")
    assert "Das Konto wurde beim Anbieter getrennt" in text_of(baker.get(PAGE))
    assert "stripe" not in ways_to_pay(bakery.pk)

    again = registered(baker, fake)

    assert again.account_ref != first.account_ref
    assert f"{first.account_ref}, ersetzt" in text_of(baker.get(PAGE))
    assert "stripe" in ways_to_pay(bakery.pk)


def test_a_stripe_that_is_away_loses_nothing(baker: Client, bakery: Business, fake: FakeStripe) -> None:
    fake.fail("POST", "/v2/core/accounts", "lost")
    assert "Stripe antwortet gerade nicht" in text_of(baker.post(f"{PAGE}stripe/eroeffnung/", follow=True))

    assert registered(baker, fake).state == MerchantState.ACTIVE
    assert len(fake.accounts) == 1


def test_the_page_s_forms_may_lead_to_stripe(baker: Client, fake: FakeStripe) -> None:
    """Chromium applies ``form-action`` to redirects."""
    policy = baker.get(PAGE)["Content-Security-Policy"]
    assert f"form-action 'self' {fake.url}" in policy


def registered(baker: Client, fake: FakeStripe) -> Merchant:
    back = fill_in(baker.post(f"{PAGE}stripe/eroeffnung/")["Location"], "all")
    baker.get(path_of(back))
    return Merchant.objects.filter(provider="stripe").latest("pk")
