"""The town stands in the address, the district in the filter."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connections
from django.test import Client

from kreislauf.regions import RegionCard, SchemaRef, stepping_into
from marketplace.businesses.models import Business
from marketplace.home.views.public import structured_data
from tests.make import make_business, make_category, make_offer
from tests.words import words

MIGRATION = import_module("marketplace.businesses.migrations.0003_town_of_each")
FORM = {"name": "Schmiede", "description": "Eisen.", "street": "Weg 1", "postcode": "24143", "email": "a@b.example"}


def test_an_address_names_the_town(in_kiel: RegionCard, site: Client) -> None:
    shop = make_business(street="Bergstraße 41", postcode="24103", town="Kiel", place="Damperhof", slug="s")
    assert (shop.address_lines(), shop.district) == (["Bergstraße 41", "24103 Kiel"], "Damperhof")
    assert '"addressLocality": "Kiel"' in structured_data(shop)
    offer = make_offer(business=shop)
    for path in ("/betriebe/s/", offer.get_absolute_url()):
        assert "24103 Kiel" in words(site.get(path))
        assert "24103 Damperhof" not in words(site.get(path))


def test_who_has_no_district_is_found_under_the_town(in_kiel: RegionCard, office: Client) -> None:
    office.post("/verwaltung/betriebe/neu/", {**FORM, "key": "k", "category": make_category().pk, "town": "Nortorf"})
    smith = Business.objects.get()
    assert (smith.town, smith.place, smith.district) == ("Nortorf", "Nortorf", "")
    page = office.get(f"/verwaltung/betriebe/{smith.pk}/aendern/").context["form"]
    assert (page["town"].value(), page["place"].value()) == ("Nortorf", "")


@pytest.mark.parametrize(("in_city", "town"), [(True, "Kiel"), (False, "Wik")])
def test_existing_rows_get_the_town_that_is_known(in_city: bool, town: str, in_kiel: RegionCard) -> None:
    """In a kreisfreie Stadt it is the region's own; elsewhere the one field that there was."""
    make_business(town="", place="Wik")
    MIGRATION.fill_in(apps, "default", in_city=in_city)
    assert Business.objects.get().town == town


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_migration_knows_a_kreisfreie_stadt(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        assert MIGRATION.is_city(connections["owner"])
    with stepping_into(SchemaRef("r_unknown")):
        assert not MIGRATION.is_city(connections["owner"])
