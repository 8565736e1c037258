"""A form that ends at the provider's page may be redirected there, and no other page's form may."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from billing.providers.sandbox.provider import Sandbox
from kreislauf.regions import RegionCard
from tests.make import make_offer
from tests.marketplace.vouchers.buying.steps import form_for, hidden

pytestmark = pytest.mark.django_db


class Elsewhere(Sandbox):
    """The sandbox as if its pages stood on a host of their own, as real providers' do."""

    page_origins: ClassVar[tuple[str, ...]] = ("https://pay.provider.example",)


def form_action(answer: HttpResponse) -> str:
    found = re.search(r"form-action ([^;]+)", answer["Content-Security-Policy"])
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(
    ("provider", "allowed"),
    [
        ("billing.providers.sandbox.provider.Sandbox", "'self'"),
        (f"{__name__}.Elsewhere", "'self' https://pay.provider.example"),
    ],
    ids=["here", "elsewhere"],
)
def test_from_the_review_and_the_orders_page_one_gets_to_the_providers_page(
    kiel: RegionCard,
    in_kiel: RegionCard,
    client_for: Callable[..., Client],
    settings: Settings,
    provider: str,
    allowed: str,
) -> None:
    settings.PAYMENT_PROVIDERS = {"sandbox": provider}
    neighbour, offer = client_for(kiel), make_offer()
    page = offer.get_absolute_url()
    review = neighbour.post(f"{page}pruefung/", form_for(offer))
    assert form_action(review) == allowed
    neighbour.post(f"{page}bestellung/", hidden(review.content.decode()))
    order = offer.orders.get()
    assert form_action(neighbour.get(order.get_absolute_url())) == allowed
    for other in (page, "/", "/widerruf/"):
        assert form_action(neighbour.get(other)) == "'self'"
