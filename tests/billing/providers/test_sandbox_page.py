"""The page where a tester plays the buyer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from billing.payments.models import AttemptState
from billing.providers.base import DisputeState
from billing.providers.sandbox.provider import Sandbox
from kreislauf.regions import RegionCard
from tests.billing import outside
from tests.billing.handlers import Shop
from tests.billing.make import charges_of, make_attempt, page_of

pytestmark = pytest.mark.django_db

Clients = Callable[..., Client]
RETURN = "http://kiel.localhost/danke/"


@pytest.fixture
def buyer(client_for: Clients, kiel: RegionCard) -> Client:
    return client_for(kiel)


def test_the_page_says_test_and_what_is_paid_for(shop: Shop, buyer: Client) -> None:
    attempt = make_attempt(amount_cents=4250)
    response = buyer.get(attempt.checkout_url)

    text = response.content.decode()
    assert response.status_code == 200
    assert ">TEST</div>" in text
    assert "42,50\xa0€</h1>" in text
    assert "Frühstück für zwei" in text


@pytest.mark.parametrize(
    ("act", "goes_to", "state", "charges"),
    [
        ("pay", RETURN, AttemptState.SUCCEEDED, [5000]),
        ("twice", RETURN, AttemptState.SUCCEEDED, [5000, 5000]),
        ("decline", "", AttemptState.OPEN, []),
        ("abort", RETURN, AttemptState.FAILED, []),
        ("later", RETURN, AttemptState.PROCESSING, []),
    ],
)
def test_each_button_does_what_it_says(
    shop: Shop, buyer: Client, act: str, goes_to: str, state: AttemptState, charges: list[int]
) -> None:
    attempt = make_attempt()
    response = buyer.post(attempt.checkout_url, {"act": act})

    assert response.status_code == 302
    assert response["Location"] == (goes_to or response.wsgi_request.path)
    assert Sandbox().fetch(attempt).state == state
    assert [charge.amount_cents for charge in charges_of(attempt)] == charges


def test_after_a_declined_card_one_can_try_again(shop: Shop, buyer: Client) -> None:
    attempt = make_attempt()
    buyer.post(attempt.checkout_url, {"act": "decline"})
    assert "abgelehnt" in buyer.get(attempt.checkout_url).content.decode()

    buyer.post(attempt.checkout_url, {"act": "pay"})

    assert Sandbox().fetch(attempt).state == AttemptState.SUCCEEDED


def test_an_expired_page_still_takes_money(shop: Shop, buyer: Client) -> None:
    attempt = make_attempt()
    outside.expire(page_of(attempt))
    assert "abgelaufen" in buyer.get(attempt.checkout_url).content.decode()

    buyer.post(attempt.checkout_url, {"act": "pay"})

    assert Sandbox().fetch(attempt).state == AttemptState.SUCCEEDED


def test_promised_money_comes_after_its_seconds(shop: Shop, buyer: Client, settings: Settings) -> None:
    settings.SANDBOX_LATE_SECONDS = 0
    attempt = make_attempt()
    buyer.post(attempt.checkout_url, {"act": "later"})
    assert page_of(attempt).pays_at <= timezone.now()

    assert Sandbox().fetch(attempt).state == AttemptState.SUCCEEDED
    assert [charge.amount_cents for charge in charges_of(attempt)] == [5000]


@pytest.mark.parametrize("act", ["pay", "abort", "later", "twice"])
def test_what_is_done_is_not_done_again(shop: Shop, buyer: Client, act: str) -> None:
    attempt = make_attempt()
    buyer.post(attempt.checkout_url, {"act": act})
    before = len(charges_of(attempt))

    response = buyer.post(attempt.checkout_url, {"act": "pay"})

    assert (response.status_code, len(charges_of(attempt))) == (422, before)
    assert "Zurück zur Bestellung" in response.content.decode()


def test_an_unknown_button_changes_nothing(shop: Shop, buyer: Client) -> None:
    attempt = make_attempt()

    assert buyer.post(attempt.checkout_url, {"act": "steal"}).status_code == 422
    assert Sandbox().fetch(attempt).state == AttemptState.OPEN


def test_looking_changes_nothing_and_posts_need_the_form(shop: Shop, buyer: Client) -> None:
    attempt = make_attempt()
    buyer.get(attempt.checkout_url + "?act=pay")
    strict = Client(HTTP_HOST="kiel.localhost", enforce_csrf_checks=True)

    assert strict.post(attempt.checkout_url, {"act": "pay"}).status_code == 403
    assert Sandbox().fetch(attempt).state == AttemptState.OPEN


def test_another_region_does_not_have_the_page(shop: Shop, client_for: Clients, dortmund: RegionCard) -> None:
    attempt = make_attempt()
    path = attempt.checkout_url.removeprefix("http://kiel.localhost")

    assert client_for(dortmund).get(path).status_code == 404
    assert client_for(dortmund).post(path, {"act": "pay"}).status_code == 404


def test_production_has_no_sandbox(shop: Shop, buyer: Client, settings: Settings) -> None:
    attempt = make_attempt()
    settings.PRODUCTION = True

    assert buyer.get(attempt.checkout_url).status_code == 404
    assert buyer.post(attempt.checkout_url, {"act": "pay"}).status_code == 404
    with pytest.raises(ImproperlyConfigured):
        Sandbox()


@pytest.mark.parametrize(("act", "state"), [("won", DisputeState.WON), ("lost", DisputeState.LOST)])
def test_the_tester_plays_the_bank_afterwards(shop: Shop, buyer: Client, act: str, state: DisputeState) -> None:
    attempt = make_attempt()
    assert buyer.post(attempt.checkout_url, {"act": "dispute"}).status_code == 422
    buyer.post(attempt.checkout_url, {"act": "pay"})
    assert buyer.post(attempt.checkout_url, {"act": act}).status_code == 422
    assert "Bank holt das Geld zurück" in buyer.get(attempt.checkout_url).content.decode()

    for step in ("dispute", act):
        assert buyer.post(attempt.checkout_url, {"act": step}).status_code == 302

    assert [dispute.state for dispute in Sandbox().fetch(attempt).disputes] == [state]
    assert "Was soll danach geschehen?" not in buyer.get(attempt.checkout_url).content.decode()
