"""Opening the page where one pays, and taking it up again."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from billing.payments.checkout import AlreadyPaid, create_attempt, open_checkout, start
from billing.payments.converge import converge
from billing.payments.models import Attempt, AttemptState
from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxCheckout
from tests.billing import outside
from tests.billing.handlers import BUSINESS, PURPOSE, Shop
from tests.billing.make import make_attempt, page_of
from tests.make import NOON

pytestmark = pytest.mark.django_db

AWAY = {"sandbox": "tests.billing.providers.away.Away"}
REFUSES = {"sandbox": "tests.billing.providers.away.Refuses"}
SANDBOX = {"sandbox": "billing.providers.sandbox.provider.Sandbox"}


def test_a_checkout_has_a_row_a_page_and_an_address(shop: Shop) -> None:
    attempt = make_attempt(order_id=7, amount_cents=4250)

    page = SandboxCheckout.objects.get()
    assert (attempt.state, attempt.provider, attempt.provider_ref) == (AttemptState.OPEN, "sandbox", page.ref)
    assert attempt.checkout_url == f"http://kiel.localhost/sandbox/{page.ref}/"
    assert (page.amount_cents, page.title, page.return_url) == (4250, "Frühstück für zwei", attempt.return_url)


def test_opened_again_it_is_the_same(shop: Shop) -> None:
    first, second = make_attempt(order_id=7), make_attempt(order_id=7)

    assert (first.pk, first.checkout_url) == (second.pk, second.checkout_url)
    assert SandboxCheckout.objects.count() == 1


def test_the_amount_promised_first_stands(shop: Shop) -> None:
    make_attempt(order_id=7, amount_cents=5000)

    assert make_attempt(order_id=7, amount_cents=6000).amount_cents == 5000


def test_after_an_expired_page_a_new_one_opens(shop: Shop) -> None:
    first = make_attempt(order_id=7)
    outside.expire(page_of(first))
    converge(first.pk, at=timezone.now())

    second = make_attempt(order_id=7)

    assert second.pk != first.pk
    assert second.state == AttemptState.OPEN


def test_an_order_that_is_paid_is_not_paid_again(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))
    converge(attempt.pk, at=timezone.now())

    with pytest.raises(AlreadyPaid):
        make_attempt(order_id=7)


def test_while_the_provider_is_down_the_attempt_is_kept_and_taken_up_later(shop: Shop, settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = AWAY
    attempt = make_attempt(order_id=7)
    assert (attempt.state, attempt.checkout_url) == (AttemptState.CREATED, "")

    settings.PAYMENT_PROVIDERS = SANDBOX
    attempt = start(attempt, at=timezone.now())

    assert attempt.checkout_url == f"http://kiel.localhost/sandbox/{page_of(attempt).ref}/"


def test_a_provider_that_refuses_ends_the_attempt(shop: Shop, settings: Settings) -> None:
    settings.PAYMENT_PROVIDERS = REFUSES

    assert make_attempt(order_id=7).state == AttemptState.FAILED
    assert shop.told == [("closed", 7)]


def test_a_crash_before_the_page_s_address_was_stored_is_repaired_by_the_next_look(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))
    Attempt.objects.filter(pk=attempt.pk).update(provider_ref="", checkout_url="", state=AttemptState.CREATED)

    found = converge(attempt.pk, at=timezone.now())

    assert (found.state, found.provider_ref) == (AttemptState.SUCCEEDED, page_of(attempt).ref)
    assert SandboxCheckout.objects.count() == 1


def test_a_noted_attempt_waits_for_the_sweeper_if_nobody_opens_it(shop: Shop) -> None:
    values: dict[str, Any] = {
        "amount_cents": 5000,
        "title": "x",
        "email": "a@b.de",
        "return_url": "http://kiel.localhost/",
        "business_id": BUSINESS,
    }
    noted = create_attempt(purpose=PURPOSE, order_id=7, at=NOON, **values)
    assert (noted.state, noted.check_at is not None, SandboxCheckout.objects.count()) == (AttemptState.CREATED, True, 0)

    assert open_checkout(purpose=PURPOSE, order_id=7, at=NOON, **values).pk == noted.pk
    assert SandboxCheckout.objects.count() == 1


def test_an_order_whose_money_went_back_can_be_paid_anew(shop: Shop) -> None:
    shop.sells = False
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))
    converge(attempt.pk, at=timezone.now())

    assert make_attempt(order_id=7).pk != attempt.pk
