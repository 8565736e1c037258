"""A business with a key writes listings and manages its own, with the rules of its page."""

from __future__ import annotations

from typing import Any

import pytest

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.listings.models import Kind, Listing
from marketplace.review.approve import approve
from tests.make import NOON, make_business
from tests.make_listing import make_listing
from tests.marketplace.vouchers.api.cast import TillSystem, till_of

JOB = {
    "kind": "stellen",
    "category": "minijob-und-aushilfe",
    "title": "Aushilfe im Verkauf",
    "body": "Samstags von 6 bis 12 Uhr.",
    "details": {"hours": "6 Stunden", "contract": "mini", "salary_from": 1500, "salary_unit": "hour"},
}


@pytest.fixture
def bakery(gifts: Kind) -> Business:
    return make_business(name="Bäckerei Jansen", contact_name="Jan Jansen", postcode="24105", place="Wik")


@pytest.fixture
def api(kiel: RegionCard, bakery: Business) -> TillSystem:
    return till_of(kiel, bakery)


def test_a_job_is_written_and_waits_for_the_town_hall(api: TillSystem, bakery: Business) -> None:
    answer = api.post("listings/", JOB)

    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert (said["title"], said["state"], said["hints"]) == ("Aushilfe im Verkauf (m/w/d)", "waiting", [])
    listing = Listing.objects.get()
    assert (listing.business, listing.seller, listing.contact_name) == (bakery, "trader", "Jan Jansen")
    assert (listing.postcode, listing.place) == ("24105", "Wik")
    assert listing.details == JOB["details"] | {"remote": False}
    assert api.get("listings/").json()["results"] == []
    assert [one["state"] for one in api.get("listings/", mine="1").json()["results"]] == ["waiting"]

    approve(listing, version=listing.version, by="Ute", at=NOON)
    assert [one["title"] for one in api.get("listings/").json()["results"]] == ["Aushilfe im Verkauf (m/w/d)"]


def test_sent_twice_it_is_one(api: TillSystem) -> None:
    first, again = (api.post("listings/", JOB) for _ in range(2))
    assert (again.status_code, again.content) == (201, first.content)
    assert Listing.objects.count() == 1
    assert api.post("listings/", JOB | {"title": "Andere"}).json()["code"] == "idempotency_key_reused"
    assert api.post("listings/", JOB, key="").json()["code"] == "idempotency_key_missing"


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"title": "www.example.org"}, ["title"]),
        ({"category": "gibt-es-nicht"}, ["category"]),
        ({"kind": "verschenken"}, ["kind"]),  # only for people
        ({"kind": "gibt-es-nicht"}, ["kind"]),
        ({"body": ""}, ["body"]),
        ({"price_cents": 500}, ["price_cents"]),  # a job has no price
        ({"details": JOB["details"] | {"salary_from": 800}}, ["details.salary_from"]),  # below the minimum wage
        ({"details": {"contract": "mini"}}, ["details.hours"]),
        ({"postcode": "99999"}, ["place"]),
    ],
    ids=str,
)
def test_it_is_refused_as_on_the_page(api: TillSystem, change: dict[str, Any], fields: list[str]) -> None:
    answer = api.post("listings/", JOB | change)
    assert answer.status_code == 400
    assert (answer.json()["code"], sorted(answer.json()["fields"])) == ("invalid", fields)
    assert not Listing.objects.exists()


def test_the_law_s_hints_come_with_the_answer(api: TillSystem) -> None:
    assert len(api.post("listings/", JOB | {"title": "Junge Aushilfe"}).json()["hints"]) == 1


def test_a_change_is_looked_at_and_keeps_what_it_does_not_name(api: TillSystem, bakery: Business) -> None:
    pk = api.post("listings/", JOB).json()["id"]
    listing = Listing.objects.get(pk=pk)
    approve(listing, version=listing.version, by="Ute", at=NOON)

    answer = api.patch(f"listings/{pk}/", {"body": "Sonntags.", "details": {"salary_to": 1700}})

    assert answer.status_code == 200, answer.content
    assert (answer.json()["state"], answer.json()["body"]) == ("changed", "Samstags von 6 bis 12 Uhr.")
    listing.refresh_from_db()
    assert listing.pending == {"body": "Sonntags.", "details": listing.details | {"salary_to": 1700}}


def test_pictures_stay_when_a_program_changes_the_text(api: TillSystem, bakery: Business, jobs: Kind) -> None:
    kind = Kind.objects.get(slug="angebote")
    pictures = [{"name": "boerse/ab-400.800-600.webp", "alt": "Ein Brot"}]
    listing = make_listing(kind, business=bakery, seller="trader", pictures=pictures, price_kind="free")
    assert api.patch(f"listings/{listing.pk}/", {"title": "Brot von gestern"}).status_code == 200
    listing.refresh_from_db()
    assert listing.proposed().pictures == pictures
    assert listing.proposed().title == "Brot von gestern"


def test_it_is_reserved_renewed_and_ended(api: TillSystem, bakery: Business) -> None:
    listing = make_listing(
        Kind.objects.get(slug="angebote"), business=bakery, seller="trader", price_kind="free", reminded_at=NOON
    )
    here = f"listings/{listing.pk}"

    assert api.post(f"{here}/reservation/", {"reserved": True}).json()["reserved"] is True
    assert api.post(f"{here}/reservation/", {"reserved": False}).json()["reserved"] is False
    assert api.post(f"{here}/reservation/", {"reserved": "ja"}).json()["fields"].keys() == {"reserved"}
    assert api.post(f"{here}/renewal/", {}).status_code == 200
    assert Listing.objects.get().reminded_at is None
    ended = api.post(f"{here}/ending/", {"outcome": "done", "where": "here"}).json()
    assert (ended["state"], ended["outcome"]) == ("closed", "done")
    assert api.post(f"{here}/ending/", {"outcome": "removed"}).status_code == 400
    for path, body in (("ending", {"outcome": "done"}), ("reservation", {"reserved": True})):
        assert (api.post(f"{here}/{path}/", body).status_code) == 409
    assert api.post(f"{here}/renewal/", {}).json()["code"] == "not_possible"
    assert api.patch(here + "/", {"title": "Neu"}).json()["code"] == "closed"
    assert api.get(here + "/").json()["state"] == "closed"


def test_somebody_else_s_listing_is_not_there(api: TillSystem, kiel: RegionCard) -> None:
    other = make_business(name="Brauerei")
    waiting = make_listing(Kind.objects.get(slug="angebote"), business=other, seller="trader", approved_at=None)
    private = make_listing(Kind.objects.get(slug="verschenken"))
    before = list(Listing.objects.order_by("pk").values())
    for pk in (waiting.pk, private.pk, 10**9):
        answers = [
            api.patch(f"listings/{pk}/", {"title": "Meins"}),
            api.post(f"listings/{pk}/renewal/", {}),
            api.post(f"listings/{pk}/reservation/", {"reserved": True}),
            api.post(f"listings/{pk}/ending/", {"outcome": "done"}),
        ]
        assert [(one.status_code, one.json()["code"]) for one in answers] == [(404, "not_found")] * 4
    assert api.get(f"listings/{waiting.pk}/").status_code == 404
    assert list(Listing.objects.order_by("pk").values()) == before


def test_a_key_needs_the_right(kiel: RegionCard, bakery: Business) -> None:
    listing = make_listing(Kind.objects.get(slug="angebote"), business=bakery, seller="trader")
    here = f"listings/{listing.pk}/"
    for asker, status in ((till_of(kiel, bakery, scopes=["offers:write"]), 403), (TillSystem(kiel), 401)):
        answers = [
            asker.post("listings/", JOB),
            asker.patch(here, {"title": "Neu"}),
            asker.post(here + "renewal/", {}),
            asker.post(here + "reservation/", {"reserved": True}),
            asker.post(here + "ending/", {"outcome": "done"}),
        ]
        assert [one.status_code for one in answers] == [status] * 5
        assert {one["content-type"] for one in answers} == {"application/json"}
        assert asker.get(here).status_code == 200
