"""The businesses of a region over the API."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from kreislauf.accounts.api import create_token
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from tests.make import NOON, make_business, make_category

LIST = "/api/v1/businesses/"
OWN = "/api/v1/businesses/me/"


def key(business: Business, *scopes: str) -> dict[str, str]:
    _, secret = create_token(name="Kasse", business_id=business.pk, scopes=list(scopes), by="Jan", at=NOON)
    return {"Authorization": f"Bearer {secret}"}


def patch(site: Client, headers: dict[str, str], body: dict[str, Any]) -> Any:
    return site.patch(OWN, body, content_type="application/json", headers=headers)


def test_everybody_reads_what_is_public_and_nothing_private(site: Client, in_kiel: RegionCard) -> None:
    bakery = make_business(slug="b", phone="0431 1", contact_name="Jan", category=make_category(name="Essen"))
    waiting = make_business(name="Wartet", approved_at=None)

    answer = site.get(LIST).json()

    assert [row["name"] for row in answer["results"]] == ["Bäckerei Jansen"]
    row = site.get(f"{LIST}{bakery.pk}/").json()
    assert row == answer["results"][0]
    assert (row["url"], row["category_name"], row["phone"]) == ("http://kiel.localhost/betriebe/b/", "Essen", "0431 1")
    assert {"email", "contact_name", "pending", "version"} & set(row) == set()
    assert site.get(f"{LIST}{waiting.pk}/").status_code == 404
    assert site.get(f"{LIST}?q=nichts").json()["results"] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries(
    rows: int, site: Client, in_kiel: RegionCard, django_assert_num_queries
) -> None:
    for number in range(rows):
        make_business(name=f"B{number}", category=make_category(name=f"C{number}"))
    with django_assert_num_queries(3):  # region and host, page
        assert len(site.get(LIST).json()["results"]) == rows


def test_a_key_with_the_right_changes_its_own_business(site: Client, in_kiel: RegionCard) -> None:
    bakery = make_business()
    headers = key(bakery, "businesses:read", "businesses:write")

    answer = patch(
        site,
        headers,
        {"hours": [{"day": 5, "opens": "09:00", "closes": "12:00"}], "description": "Mit Kuchen.", "phone": "0431 99"},
    )

    assert answer.status_code == 200
    assert answer.json()["hours"] == [{"day": 5, "opens": "09:00", "closes": "12:00"}]
    assert answer.json()["pending"] == {"description": "Mit Kuchen."}
    bakery.refresh_from_db()
    assert (bakery.phone, bakery.description, bakery.version) == (
        "0431 99",
        "Brot und Brötchen aus dem eigenen Ofen.",
        2,
    )
    assert list(Entry.objects.order_by("pk").values_list("action", "actor")) == [
        ("business.facts_changed", "Kasse (API)"),
        ("business.changed", "Kasse (API)"),
    ]
    # A second change adds to the one that waits.
    assert patch(site, headers, {"name": "Backhaus"}).json()["pending"] == {
        "name": "Backhaus",
        "description": "Mit Kuchen.",
    }
    assert site.get(OWN, headers=headers).json()["email"] == "backstube@example.org"


def test_without_the_right_nothing(site: Client, in_kiel: RegionCard) -> None:
    bakery = make_business()
    assert site.get(OWN).status_code == 401
    assert site.get(OWN, headers={"Authorization": "Bearer kl_falsch"}).status_code == 401
    assert patch(site, key(bakery, "businesses:read"), {"phone": "0431 1"}).status_code == 403
    assert site.get(OWN, headers=key(bakery, "vouchers:read")).status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"website": "javascript:alert(1)"}, "website"),
        ({"postcode": "abcde"}, "postcode"),
        ({"name": "a\u0007b"}, "name"),
        ({"latitude": 54.3}, "latitude"),
        ({"hours": [{"day": 9, "opens": "09:00", "closes": "12:00"}]}, "hours"),
        ({"category": "gibtesnicht"}, "category"),
        ({"email": "x"}, "email"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_changes_nothing(
    body: dict[str, Any], field: str, site: Client, in_kiel: RegionCard
) -> None:
    bakery = make_business()
    answer = patch(site, key(bakery, "businesses:write"), body)
    assert (answer.status_code, answer.json()["code"], list(answer.json()["fields"])) == (400, "invalid", [field])
    bakery.refresh_from_db()
    assert bakery.version == 1


def test_another_postcode_takes_the_pin_along_and_its_town_and_a_pin_that_is_named_stays(
    site: Client, in_kiel: RegionCard
) -> None:
    bakery = make_business(approved_at=None, postcode="24105", latitude=54.35, longitude=10.13)

    def after(body: dict[str, Any]) -> list[object]:
        assert patch(site, key(bakery, "businesses:write"), body).status_code == 200
        bakery.refresh_from_db()
        return [bakery.town, bakery.latitude, bakery.longitude]

    assert after({"description": "Neu.", "postcode": "24105"}) == ["Kiel", 54.35, 10.13]
    assert after({"postcode": "24837", "town": "", "place": ""}) == ["Schleswig", 54.5197, 9.558]
    assert bakery.place == "Schleswig"
    assert after({"postcode": "24103", "town": "Kiel", "latitude": 54.32, "longitude": 10.1}) == ["Kiel", 54.32, 10.1]
    assert after({"latitude": None, "longitude": None}) == ["Kiel", None, None]

    several = patch(site, key(bakery, "businesses:write"), {"postcode": "24589", "town": ""})
    assert "gehören mehrere Orte" in several.json()["fields"]["town"][0]


def test_what_the_shape_does_not_name_is_left_alone(site: Client, in_kiel: RegionCard) -> None:
    bakery = make_business(approved_at=None)
    patch(site, key(bakery, "businesses:write"), {"approved_at": "2026-01-01", "slug": "frech", "closed_at": None})
    bakery.refresh_from_db()
    assert (bakery.approved_at, bakery.version) == (None, 1)


def test_the_description_and_its_page_come_from_here(site: Client, in_kiel: RegionCard) -> None:
    schema = site.get("/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi+json"}).json()
    assert schema["openapi"].startswith("3.1")
    assert "/api/v1/businesses/me/" in schema["paths"]


def test_the_description_s_page_names_every_operation_shape_and_refusal(site: Client, in_kiel: RegionCard) -> None:
    schema = site.get("/api/v1/schema/", {"format": "json"}).json()

    page = site.get("/api/v1/docs/")
    text = page.content.decode()

    assert page.status_code == 200
    assert "unsafe" not in page["Content-Security-Policy"]
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert f'<h3 class="kl-h3" id="{operation["operationId"]}">{operation["summary"]}</h3>' in text
            assert f"<code><b>{method.upper()}</b> {path}</code>" in text
            assert all(f"<code>{one['name']}</code>" in text for one in operation.get("parameters", []))
            assert all(f'<th scope="row">{status}</th>' in text for status in operation["responses"])
    for name, shape in schema["components"]["schemas"].items():
        assert f'<h3 class="kl-h3" id="{name}">{name}</h3>' in text
        assert all(f"<code>{field}</code>" in text for field in shape.get("properties", {}))
    ids = set(re.findall(r' id="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= ids


def test_the_description_s_page_speaks_english_too(site: Client, in_kiel: RegionCard) -> None:
    site.cookies["sprache"] = "en"
    page = site.get("/api/v1/docs/")
    assert '<html lang="en"' in page.content.decode()
    assert "Interface for programs" in page.content.decode()
    assert "Place an order" in page.content.decode()
