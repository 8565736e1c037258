"""The export for other directories has the form of Open Referral's HSDS 3, whatever is said and whatever is not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from marketplace.advice.models import Article
from tests.make import make_body
from tests.make_article import in_days, make_adviser, make_article, make_topic
from tests.marketplace.advice.hsds_schema import ORGANIZATION, SERVICE, mistakes, page_of

pytestmark = pytest.mark.usefixtures("in_kiel")


def services(site: Client) -> Any:
    return site.get("/api/v1/hsds/services/?per_page=100").json()


def test_everything_that_can_be_said_has_its_form(site: Client) -> None:
    topics = (make_topic("Gründung"), make_topic("Recht"))
    body = make_body(
        name="Industrie- und Handelskammer zu Kiel",
        short="IHK",
        text_md="Wir **helfen**.",
        street="Bergstraße 2",
        postcode="24103",
        town="Kiel",
        latitude=54.32,
        longitude=10.13,
        website="https://ihk.example/",
        phone="0431 1",
    )
    hours = [{"day": day, "from": "09:00", "to": "12:00"} for day in range(7)]
    make_adviser(
        body,
        name="Inga Thoms",
        role="Gründung",
        topics=topics,
        languages=["de", "dgs", "nds", "uk"],
        hours=hours,
        hours_note="Nur nach Anmeldung.",
        email="inga@ihk.example",
        booking_url="https://ihk.example/termin",
        assured_on=in_days(0),
    )
    make_article(
        body,
        kind="programme",
        amount="bis 5.000 €",
        who="Kleine Betriebe",
        authority="Investitionsbank",
        valid_until=in_days(9),
        topics=topics,
        audiences=["solo"],
        assured_on=in_days(0),
    )

    found, organizations = services(site), site.get("/api/v1/hsds/organizations/").json()

    assert (found["size"], organizations["size"]) == (2, 1)
    assert mistakes(page_of(SERVICE), found) == []
    assert mistakes(page_of(ORGANIZATION), organizations) == []


def test_what_is_not_said_is_left_out(site: Client) -> None:
    make_adviser(make_body(email="", text_md=""), email="", languages=[], hours=[], role="")
    make_article(kind="project", lead="")
    Article.objects.update(body=None)
    make_body(name="Ohne alles", email="", street="Nur Straße 1", postcode="", town="")

    assert mistakes(page_of(SERVICE), services(site)) == []
    assert mistakes(page_of(ORGANIZATION), site.get("/api/v1/hsds/organizations/").json()) == []


def test_a_page_behind_the_last_has_the_form_of_a_page(site: Client) -> None:
    for path in ("services", "organizations"):
        assert mistakes(page_of(SERVICE), site.get(f"/api/v1/hsds/{path}/?page=7").json()) == []


@pytest.mark.parametrize(("day", "opens"), [("2026-01-12", "09:00+01:00"), ("2026-07-13", "09:00+02:00")])
def test_hours_say_how_far_they_are_from_utc_that_day(
    site: Client, day: str, opens: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_adviser(hours=[{"day": 0, "from": "09:00", "to": "12:00"}])
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.fromisoformat(f"{day}T10:00:00+00:00"))
    [service] = services(site)["contents"]
    assert service["schedules"][0]["opens_at"] == opens


def test_what_a_programme_pays_is_no_fee(site: Client) -> None:
    make_article(kind="programme", lead="Für neue Türen.", amount="bis 800 €")
    [service] = services(site)["contents"]
    assert "fees_description" not in service
    assert service["description"] == "Für neue Türen.\n\nWie viel: bis 800 €"


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "open"},
        {"id": 7},
        {"hours": "9-12"},
        {"assured_date": "12. Januar"},
        {"phones": [{"id": "ae58cc39-8b70-4ab1-8aea-786882e5ac8e"}]},
    ],
)
def test_the_schema_finds_what_is_wrong(wrong: dict[str, Any]) -> None:
    right = {"id": "ae58cc39-8b70-4ab1-8aea-786882e5ac8e", "name": "Rat", "status": "active"}
    assert mistakes(SERVICE, right) == []
    assert len(mistakes(SERVICE, right | wrong)) == 1
