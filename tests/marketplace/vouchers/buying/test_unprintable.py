"""What the paper cannot show is said before anybody pays."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from kreislauf.regions import RegionCard
from tests.make import make_business, make_offer, make_owner
from tests.marketplace.vouchers.api.cast import till_of
from tests.words import words

WARNING = "Einige Zeichen können wir nicht drucken"


def review(site: Client, **gift: str) -> str:
    offer = make_offer()
    form = {"seen_cents": "2500", "quantity": "1", "email": "a@b.example", "accepts": "on", **gift}
    return words(site.post(f"{offer.get_absolute_url()}pruefung/", form))


def test_the_last_page_before_paying_names_the_signs(in_kiel: RegionCard, site: Client) -> None:
    page = review(site, is_gift="on", recipient_name="ಅಮ್ಮ", greeting="Alles Gute ★")
    assert WARNING in page
    assert "ಅ ಮ" in page
    assert WARNING not in review(site, is_gift="on", recipient_name="王小明", greeting="Alles Gute ★")
    assert WARNING not in review(site, recipient_name="ಅಮ್ಮ")  # no gift, so it is not printed


def test_a_business_is_told_before_it_sells(
    kiel: RegionCard, in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    shop = make_business(name="ಅಮ್ಮ Kiel")
    offer = make_offer(business=shop, published_at=None)
    client = client_for(kiel, user=make_owner(shop))
    assert WARNING in words(client.get(f"/betrieb/angebote/{offer.pk}/pruefen/"))


def test_the_api_says_it_with_the_address_to_pay_at(kiel: RegionCard, in_kiel: RegionCard) -> None:
    offer = make_offer()
    order = {"offer": offer.pk, "unit_cents": 2500, "email": "a@b.example", "gift": {"greeting": "Für ಅಮ್ಮ"}}
    answer = till_of(kiel, offer.business).post("orders/", order).json()
    assert (bool(answer["checkout_url"]), answer["unprintable"][0]) == (True, "ಅ")
