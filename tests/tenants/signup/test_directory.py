"""The directory: only what is published, the Gemeinde under its Kreis, as quick for a thousand as for one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.text import slugify
from pytest_django import DjangoAssertNumQueries

from tenants.models import Domain, Kind, Region, Status, schema_for
from tenants.regions.parents import find_parents
from tenants.signup.showcase import kind_beside
from tests.words import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_else(db: None) -> None:
    Region.objects.update(status=Status.DRAFT)


def make_regions(*rows: tuple[str, str, str], status: str = Status.LIVE) -> None:
    """Name, kind, Regionalschlüssel."""
    made = Region.objects.bulk_create(
        Region(
            name=name,
            label=f"r-{ars or slugify(name)}",
            schema_name=schema_for(f"r-{ars or slugify(name)}"),
            kind=kind,
            ars=ars,
            status=status,
        )
        for name, kind, ars in rows
    )
    Domain.objects.bulk_create(
        Domain(tenant=region, domain=f"{region.label}.localhost", is_primary=True) for region in made
    )
    find_parents()


def page(query: str = "") -> Any:
    return Client(HTTP_HOST="localhost").get(f"/regionen/{query}")


def outline(html: str) -> list[tuple[int, str]]:
    """The regions in their order, each with how deep it stands."""
    depth, found = 0, []
    for opens, closes, name in re.findall(
        r'(<ul class="kl-dir__list")|(</ul>)|<a href="http://[^"]+/">([^<]+)</a>', html
    ):
        depth += bool(opens) - bool(closes and depth)
        if name:
            found.append((depth, name))
    return found


SCHLESWIG = ("Kreis Schleswig-Flensburg", Kind.KREIS, "010590000000")
HUERUP = ("Amt Hürup", Kind.AMT, "010595974000")
HUSBY = ("Gemeinde Husby", Kind.GEMEINDE, "010595974002")
KAPPELN = ("Stadt Kappeln", Kind.STADT, "010590045045")
DORTMUND = ("Stadt Dortmund", Kind.KREISFREIE_STADT, "059130000000")
OTHERS = ("Zweckverband Ostsee", Kind.VERBAND, "")


def test_regions_stand_under_their_land_and_their_kreis() -> None:
    make_regions(HUSBY, KAPPELN, DORTMUND, OTHERS, HUERUP, SCHLESWIG)

    html = page().content.decode()

    assert outline(html) == [
        (1, "Stadt Dortmund"),
        (1, "Kreis Schleswig-Flensburg"),
        (2, "Amt Hürup"),
        (3, "Gemeinde Husby"),
        (2, "Stadt Kappeln"),
        (1, "Zweckverband Ostsee"),
    ]
    assert re.findall(r'id="land-(\d\d)">([^<]+)<', html) == [
        ("05", "Nordrhein-Westfalen"),
        ("01", "Schleswig-Holstein"),
        ("00", "Weitere"),
    ]


@pytest.mark.parametrize("status", [Status.PROVISIONING, Status.DRAFT, Status.SUSPENDED, Status.LEAVING, Status.GONE])
def test_who_is_not_published_is_not_named_and_hides_nobody(status: Status) -> None:
    make_regions(SCHLESWIG, HUSBY)
    make_regions(HUERUP, status=status)

    assert outline(page().content.decode()) == [(1, "Kreis Schleswig-Flensburg"), (2, "Gemeinde Husby")]
    assert "Hürup" not in page("?q=H%C3%BCrup").content.decode().replace('value="Hürup"', "").replace("„Hürup“", "")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=hurup", ["Amt Hürup"]),
        ("?q=HUS+gemeinde", ["Gemeinde Husby"]),
        ("?q=%25", []),
        ("?q=nirgends", []),
    ],
)
def test_a_region_is_found_by_parts_of_its_name(query: str, names: list[str]) -> None:
    make_regions(HUERUP, HUSBY)

    assert [name for _, name in outline(page(query).content.decode())] == names


def test_a_found_region_says_where_it_belongs() -> None:
    make_regions(SCHLESWIG, KAPPELN)

    assert "Stadt Kappeln Kreis Schleswig-Flensburg, Schleswig-Holstein" in words(page("?q=kappeln"))


def test_nothing_there_is_said_kindly() -> None:
    assert "Ihre Region kann die erste sein." in words(page())
    assert "Noch ist niemand da." in words(page("?land=01&seite=7"))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("query", "questions"), [("", 3), ("?land=01", 3), ("?q=e", 5)])
def test_the_directory_asks_as_much_for_three_as_for_one(
    rows: int, query: str, questions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_regions(*[SCHLESWIG, KAPPELN, HUSBY][:rows])

    with django_assert_num_queries(questions):
        html = page(query).content.decode()

    assert len(outline(html)) == rows


def test_a_thousand_regions_are_shown_by_land_in_as_many_questions(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_regions(
        *[(f"Kreis {number}", Kind.KREIS, f"010{number:02}0000000") for number in range(1, 60)],
        *[
            (f"Gemeinde {number}", Kind.GEMEINDE, f"010{number % 59 + 1:02}0001{number // 59 + 1:03}")
            for number in range(940)
        ],
        DORTMUND,
    )

    with django_assert_num_queries(2):
        html = page().content.decode()
    assert outline(html) == []
    assert "Schleswig-Holstein 999" in words(page())
    with django_assert_num_queries(3):
        first = outline(page("?land=01").content.decode())
    second = outline(page("?land=01&seite=2").content.decode())

    assert [sum(depth == level for depth, _ in first + second) for level in (1, 2)] == [59, 940]
    assert len(page("?q=Gemeinde&seite=2").context["found"]) == 40


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("Kreis Plön", "Kreis", ""),
        ("Amt Mittelholstein", "Amt", ""),
        ("Landeshauptstadt Kiel", "Kreisfreie Stadt", "Kreisfreie Stadt"),
    ],
)
def test_a_card_does_not_say_the_kind_twice(name: str, kind: str, shown: str) -> None:
    assert kind_beside(name, kind) == shown
