"""Staff is told when a name can hardly be told from another one's."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connections
from django.test import Client

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from tests.make import make_business, make_category
from tests.words import words

AT_ADDRESS = "Unter dieser Anschrift gibt es schon „Bäckerei Jansen“"
WARNING = "Der Name ist von „Bäckerei Jansen“ kaum zu unterscheiden"


@pytest.mark.parametrize(
    "name",
    [
        "Bäckerei Jansen",
        "bäckerei  jansen",
        "Bäck\u0435rei Jansen",
        "Bäckerei-Jansen",
        "Bäckere\u0456 Jansen",
        "Bäckere1 Jansen",
    ],
)
def test_the_decision_page_warns(name: str, in_kiel: RegionCard, office: Client) -> None:
    make_business(name="Bäckerei Jansen")
    twin = make_business(name=name, approved_at=None)
    assert WARNING in words(office.get(f"/verwaltung/freigaben/business/{twin.pk}/"))


def test_a_changed_name_is_compared_and_a_closed_business_is_not(in_kiel: RegionCard, office: Client) -> None:
    first = make_business(name="Bäckerei Jansen")
    other = make_business(name="Brauerei", street="Weg 2", pending={"name": "B\u00e4ckerei J\u0430nsen"})
    assert list(other.lookalikes()) == [first]
    Business.objects.filter(pk=first.pk).update(closed_at=first.submitted_at)
    assert list(other.lookalikes()) == []
    assert list(make_business(name="Bäckerei Hansen", street="Weg 3").lookalikes()) == []


@pytest.mark.parametrize("street", ["Holtenauer Straße 12", "Holtenauerstr. 12", "holtenauer strasse 12 "])
def test_the_same_address_under_another_name_is_told(street: str, in_kiel: RegionCard, office: Client) -> None:
    make_business(name="Bäckerei Jansen", street="Holtenauer Straße 12", postcode="24105")
    other = make_business(name="Jansen GmbH", street=street, postcode="24105", approved_at=None)
    for page in (
        f"freigaben/business/{other.pk}/",
        f"betriebe/{other.pk}/",
        f"freigaben/zusammen/?nr=business:{other.pk}",
    ):
        assert AT_ADDRESS in words(office.get(f"/verwaltung/{page}")), page


@pytest.mark.parametrize(
    ("street", "postcode"), [("Holtenauer Straße 1-3", "24105"), ("Holtenauer Straße 13", "24106")]
)
def test_another_address_is_another_one(street: str, postcode: str, in_kiel: RegionCard) -> None:
    make_business(street="Holtenauer Straße 13", postcode="24105", name="Bäckerei Jansen")
    assert list(make_business(name="Jansen GmbH", street=street, postcode=postcode).lookalikes()) == []


def test_a_changed_address_is_compared(in_kiel: RegionCard) -> None:
    first = make_business(name="Bäckerei Jansen", street="Weg 1", postcode="24105")
    other = make_business(name="Brauerei", street="Weg 2", postcode="24105", pending={"street": "Weg 1"})
    [found] = other.lookalikes()
    assert (found, found.same_name, found.same_address) == (first, False, True)


def test_whoever_phones_is_entered_and_staff_is_told(in_kiel: RegionCard, office: Client) -> None:
    make_business(name="Bäckerei Jansen")
    entry = {
        "name": "Bäckerei  Jansen",
        "category": make_category().pk,
        "description": "Brot.",
        "street": "Weg 1",
        "postcode": "24143",
        "town": "Kiel",
    }
    assert WARNING in words(office.post("/verwaltung/betriebe/neu/", entry, follow=True))


def test_rows_of_before_get_their_shape(in_kiel: RegionCard) -> None:
    Business.objects.filter(pk=make_business(name="Bäckerei Jansen").pk).update(name_shape="")
    migration = import_module("marketplace.businesses.migrations.0006_shape_of_each_name")
    with connections["default"].schema_editor(atomic=False) as editor:
        migration.shape_names(apps, editor)
    assert list(make_business(name="Bäckerei Jansen").lookalikes()) == list(Business.objects.order_by("pk")[:1])


def test_rows_of_before_get_the_shape_of_their_address(in_kiel: RegionCard) -> None:
    first = make_business(name="Bäckerei Jansen", street="Weg 1", postcode="24105")
    Business.objects.update(address_shape="")
    migration = import_module("marketplace.businesses.migrations.0013_shape_of_each_address")
    with connections["default"].schema_editor(atomic=False) as editor:
        migration.shape_addresses(apps, editor)
    assert list(make_business(name="Brauerei", street="Weg 1", postcode="24105").lookalikes()) == [first]
