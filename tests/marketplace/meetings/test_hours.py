"""Consultation hours: talks with an adviser that people book without an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.advice.models import Adviser
from marketplace.meetings.models import Meeting
from marketplace.partners.models import BodyRole
from tests.conftest import make_client
from tests.make import make_author, make_body
from tests.make_meeting import make_registration
from tests.words import words


def make_adviser(**fields: object) -> Adviser:
    now = timezone.now()
    body = fields.pop("body", None) or make_body(street="Bergstraße 2", postcode="24103", town="Kiel")
    values = {"name": "Rita Clausnitz", "role": "Gründung", "phone": "0431 901-0", "key": f"a{Adviser.objects.count()}"}
    return Adviser.objects.create(**(values | {"body": body, "shown_at": now, "numbers_changed_at": now} | fields))


def hours_form(adviser: Adviser, **fields: str) -> dict[str, str]:
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    times = {"day": day, "begins": "09:00", "ends": "10:40", "minutes": "30", "weeks": "2"}
    return {"adviser": str(adviser.pk), **times, "where": "phone", "room_url": ""} | fields


def test_the_office_offers_talks_and_a_guest_books_one(office: Client, site: Client, in_kiel: RegionCard) -> None:
    adviser = make_adviser()
    page = words(office.post("/verwaltung/termine/sprechstunde/", hours_form(adviser), follow=True))
    assert "6 Gespräche stehen zur Wahl" in page

    talks = list(Meeting.objects.order_by("starts_at"))
    assert [one.starts_at.astimezone(timezone.get_current_timezone()).strftime("%H:%M") for one in talks] == [
        *("09:00", "09:30", "10:00") * 2
    ]
    assert {(one.capacity, one.adviser_id, one.dial_in, one.is_public) for one in talks} == {
        (1, adviser.pk, "0431 901-0", True)
    }
    assert "6 Gespräche frei" in words(site.get("/termine/sprechstunden/"))
    assert "Rita Clausnitz" not in words(site.get("/termine/"))  # twelve cards of one adviser would hide the rest
    make_registration(talks[0])
    shown = words(site.get(f"/termine/sprechstunden/{adviser.pk}/"))
    assert shown.count("Uhr buchen") == 5
    assert "Ihr Name" in words(site.get(f"/termine/{talks[1].pk}/anmeldung/"))


def test_sent_twice_it_makes_them_once(office: Client, in_kiel: RegionCard) -> None:
    adviser = make_adviser()
    key = office.get("/verwaltung/termine/sprechstunde/").context["form"]["key"].value()
    for _time in range(2):
        office.post("/verwaltung/termine/sprechstunde/", hours_form(adviser, key=key))
    assert Meeting.objects.count() == 6


def test_what_cannot_be_is_said_where_it_hurts(office: Client, in_kiel: RegionCard) -> None:
    adviser = make_adviser(phone="", email="rita@example.org", body=make_body())
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    for fields, text in (
        ({"where": "phone"}, "keine Telefonnummer"),
        ({"where": "onsite"}, "keine Anschrift"),
        ({"where": "online"}, "Wohin führt der Link?"),
        ({"where": "online", "room_url": "https://raum.example.com", "ends": "09:10"}, "mindestens ein Gespräch"),
        ({"where": "online", "room_url": "https://raum.example.com", "minutes": "10", "weeks": "12"}, "höchstens 60"),
        ({"where": "online", "room_url": "https://raum.example.com", "day": yesterday}, "ist vorbei"),
    ):
        answer = office.post("/verwaltung/termine/sprechstunde/", hours_form(adviser, **fields))
        assert (answer.status_code, text in words(answer)) == (422, True), text
    assert not Meeting.objects.exists()


def test_only_editors_of_partners_that_publish_themselves(in_kiel: RegionCard) -> None:
    own, other = make_body(publishes_itself=True), make_body(publishes_itself=True)
    adviser, stranger = make_adviser(body=own), make_adviser(body=other)
    editor = make_client(in_kiel, user=make_author(own, role=BodyRole.EDITOR))
    author = make_client(in_kiel, user=make_author(own))
    path = "/partnerbereich/termine/sprechstunde/"
    assert [author.get(path).status_code, editor.get(path).status_code] == [404, 200]
    assert editor.post(path, hours_form(stranger)).status_code == 422
    assert editor.post(path, hours_form(adviser)).status_code == 302


def test_the_clock_counts_also_when_it_changes(office: Client, in_kiel: RegionCard) -> None:
    adviser = make_adviser()
    office.post(
        "/verwaltung/termine/sprechstunde/",
        hours_form(adviser, day="2027-03-25", begins="09:00", ends="09:30", weeks="2"),
    )
    begins: list[datetime] = list(Meeting.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert [f"{one:%d. %H:%M}" for one in begins] == ["25. 08:00", "01. 07:00"]


def test_a_long_name_is_cut_in_the_title_of_a_talk(office: Client, in_kiel: RegionCard) -> None:
    adviser = make_adviser(name="Dr. " + "Rita-Maria " * 10)
    answer = office.post("/verwaltung/termine/sprechstunde/", hours_form(adviser))
    assert answer.status_code == 302
    assert len(Meeting.objects.earliest("starts_at").title) == 120


def test_an_adviser_who_is_not_shown_any_more_is_not_in_the_list(
    office: Client, site: Client, in_kiel: RegionCard
) -> None:
    adviser = make_adviser()
    office.post("/verwaltung/termine/sprechstunde/", hours_form(adviser))
    Adviser.objects.update(shown_at=None)
    assert site.get(f"/termine/sprechstunden/{adviser.pk}/").status_code == 404
    assert "Rita Clausnitz" not in words(site.get("/termine/sprechstunden/"))
