"""Kreis, Amt, Gemeinde: who stands above whom, and what a new region takes over from there."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.defaults import DEFAULTS, add_default_categories
from marketplace.businesses.models import Category
from tenants.models import Domain, Kind, Region, Status, schema_for
from tenants.regions import lookup
from tenants.regions.parents import find_parents, parent_of, stem
from tests.make import make_business
from tests.words import words

pytestmark = pytest.mark.django_db

KREIS, AMT, OTHER_AMT = "010590000000", "010595974000", "010595987000"
GEMEINDE, FREE_GEMEINDE, OTHER_KREIS = "010595974002", "010590045045", "010580000000"


def make_region(label: str, ars: str, *, kind: str = Kind.GEMEINDE) -> Region:
    region = Region.objects.create(
        name=label.capitalize(), label=label, schema_name=schema_for(label), kind=kind, ars=ars, status=Status.LIVE
    )
    Domain.objects.create(tenant=region, domain=f"{label}.localhost", is_primary=True)
    return region


def above(label: str) -> str:
    parent = Region.objects.get(label=label).parent
    return parent.label if parent else ""


@pytest.mark.parametrize(
    ("ars", "digits"),
    [
        (KREIS, "01059"),
        (AMT, "010595974"),
        (GEMEINDE, GEMEINDE),
        (FREE_GEMEINDE, FREE_GEMEINDE),
        ("020000000000", ""),
        ("010000000000", ""),
        ("05900000000", ""),
        ("", ""),
    ],
)
def test_the_digits_that_say_something(ars: str, digits: str) -> None:
    assert stem(ars) == digits


def test_each_stands_under_its_nearest_whoever_came_first() -> None:
    make_region("husby", GEMEINDE)
    make_region("kappeln", FREE_GEMEINDE)
    assert find_parents() == 0
    make_region("amt-huerup", AMT, kind=Kind.AMT)
    assert find_parents() == 1
    make_region("schleswig", KREIS, kind=Kind.KREIS)
    make_region("anderswo", OTHER_KREIS, kind=Kind.KREIS)
    make_region("amt-anderes", OTHER_AMT, kind=Kind.AMT)

    assert find_parents() == 3

    assert {label: above(label) for label in ("husby", "kappeln", "amt-huerup", "amt-anderes", "schleswig")} == {
        "husby": "amt-huerup",
        "kappeln": "schleswig",
        "amt-huerup": "schleswig",
        "amt-anderes": "schleswig",
        "schleswig": "",
    }
    assert find_parents() == 0


def test_a_region_that_is_gone_is_nobodys_parent() -> None:
    make_region("husby", GEMEINDE)
    amt = make_region("amt-huerup", AMT, kind=Kind.AMT)
    make_region("schleswig", KREIS, kind=Kind.KREIS)
    find_parents()
    Region.objects.filter(pk=amt.pk).update(status=Status.GONE)

    find_parents()

    assert above("husby") == "schleswig"
    found = parent_of(GEMEINDE)
    assert found is not None
    assert found.label == "schleswig"


def test_nobody_stands_under_an_equal_or_under_a_land() -> None:
    make_region("kreis", KREIS, kind=Kind.KREIS)
    make_region("verband", KREIS, kind=Kind.VERBAND)
    make_region("land", "010000000000", kind=Kind.VERBAND)
    make_region("ohne", "", kind=Kind.VERBAND)

    assert find_parents() == 0


def test_putting_a_thousand_regions_in_order_takes_few_questions(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    below = [f"01059{number // 100:04}{number % 100 + 1:03}" for number in range(999)]
    Region.objects.bulk_create(
        Region(name=ars, label=f"g-{ars}", schema_name=schema_for(f"g-{ars}"), kind=Kind.GEMEINDE, ars=ars)
        for ars in (KREIS, *below)
    )

    with django_assert_max_num_queries(4):
        assert find_parents() == 999


def test_a_new_region_starts_with_the_categories_of_the_one_above(kiel: RegionCard, dortmund: RegionCard) -> None:
    Region.objects.filter(pk=dortmund.id).update(ars=KREIS)
    Region.objects.filter(pk=kiel.id).update(ars=GEMEINDE)
    find_parents()
    with stepping_into(dortmund):
        Category.objects.create(name="Höfe", slug="hoefe", glyph="apple", position=9)
        Category.objects.create(name="Fischerei", slug="fischerei", glyph="fish", position=3)
        make_business(category=Category.objects.get(slug="hoefe"))

    card = Region.objects.for_cards().get(label="kiel").card()
    with stepping_into(card):
        add_default_categories()
        add_default_categories()
        found = list(Category.objects.values_list("name", "slug", "glyph", "position"))
        assert [category.businesses.count() for category in Category.objects.all()] == [0, 0]

    assert found == [("Fischerei", "fischerei", "fish", 1), ("Höfe", "hoefe", "apple", 2)]


def test_without_a_region_above_or_with_a_bare_one_there_are_the_usual_categories(
    kiel: RegionCard, dortmund: RegionCard
) -> None:
    with stepping_into(kiel):
        add_default_categories()
        assert Category.objects.count() == len(DEFAULTS)
        Category.objects.all().delete()
    Region.objects.filter(pk=dortmund.id).update(ars=KREIS)
    Region.objects.filter(pk=kiel.id).update(ars=GEMEINDE)
    find_parents()

    with stepping_into(Region.objects.for_cards().get(label="kiel").card()):
        add_default_categories()
        assert Category.objects.count() == len(DEFAULTS)


def test_a_regions_footer_leads_to_the_region_above_once_that_is_open(kiel: RegionCard, dortmund: RegionCard) -> None:
    Region.objects.filter(pk=dortmund.id).update(ars=KREIS, status=Status.DRAFT)
    Region.objects.filter(pk=kiel.id).update(ars=GEMEINDE)
    find_parents()
    lookup.forget_cards()
    assert "Teil von" not in words(Client(HTTP_HOST=kiel.host).get("/impressum/"))

    Region.objects.filter(pk=dortmund.id).update(status=Status.LIVE)
    lookup.forget_cards()
    page = Client(HTTP_HOST=kiel.host).get("/impressum/")

    assert "Teil von: Stadt Dortmund" in words(page)
    assert 'href="http://dortmund.localhost/"' in page.content.decode()
