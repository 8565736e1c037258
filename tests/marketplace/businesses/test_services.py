"""What a business does for others: written line by line, approved like its other texts, found by search."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.businesses.services_field import ServicesField
from marketplace.review.approve import approve
from tests.conftest import make_client
from tests.make import NOON, make_business, make_owner
from tests.marketplace.vouchers.api.cast import till_of
from tests.words import words

PROFILE = {
    "name": "Bäckerei Jansen",
    "description": "Brot und Brötchen.",
    "street": "Holtenauer Straße 12",
    "postcode": "24105",
    "town": "Kiel",
    "place": "Wik",
}


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("", []),
        ("Hochzeitstorten\r\nLieferung", ["Hochzeitstorten", "Lieferung"]),
        (" - Hochzeitstorten \n\n• hochzeitstorten;\n* Catering", ["Hochzeitstorten", "Catering"]),
    ],
)
def test_each_line_is_a_service_and_stands_once(typed: str, cleaned: list[str]) -> None:
    assert ServicesField().clean(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("\n".join(f"Torte {number}" for number in range(13)), "Bitte höchstens 12 Leistungen"),
        ("x" * 61, "Bitte höchstens 60 Zeichen in einer Zeile"),
    ],
)
def test_too_many_and_too_long_ones_are_refused(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        ServicesField().clean(typed)


def test_services_wait_for_approval_and_are_shown_after_it(office: Client, in_kiel: RegionCard) -> None:
    bakery = make_business(services=["Brot"])
    baker = make_client(in_kiel, user=make_owner(bakery))

    answer = baker.post(
        "/betrieb/profil/", {**PROFILE, "category": bakery.category_id, "services": "Brot\nHochzeitstorten"}
    )
    before = words(Client(HTTP_HOST=in_kiel.host).get(bakery.get_absolute_url()))
    waiting = words(office.get(f"/verwaltung/betriebe/{bakery.pk}/"))
    approve(bakery, version=2, by="Ute", at=NOON)

    assert answer.status_code == 302
    assert "Hochzeitstorten" not in before
    assert "Brot, Hochzeitstorten" in waiting
    assert "Leistungen Brot Hochzeitstorten" in words(Client(HTTP_HOST=in_kiel.host).get(bakery.get_absolute_url()))


def test_services_are_found_by_the_search_of_the_directory(in_kiel: RegionCard) -> None:
    bakery = make_business(services=["Hochzeitstorten"])
    make_business(name="Brauerei")

    assert list(Business.objects.in_words("hochzeitstorte")) == [bakery]


def test_the_api_gives_and_takes_services(kiel: RegionCard, in_kiel: RegionCard) -> None:
    bakery = make_business(services=["Brot"])
    till = till_of(kiel, bakery)

    changed = till.patch("businesses/me/", {"services": ["Hochzeitstorten", "hochzeitstorten"]}).json()
    refused = till.patch("businesses/me/", {"services": "Brot"})

    assert (changed["services"], changed["pending"]) == (["Brot"], {"services": ["Hochzeitstorten"]})
    assert refused.status_code == 400
