"""Meetings are found: in the list with its filters, by search, on the map, in frames, watched searches and the API."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.advice.models import Topic
from marketplace.meetings.models import Meeting
from marketplace.meetings.public.filter import PAST, MeetingFilter
from marketplace.meetings.public.months import months_of
from marketplace.meetings.watched import WATCHED
from tests.make import make_body, make_business
from tests.make_article import make_adviser
from tests.make_meeting import make_meeting
from tests.words import words

DAY = timedelta(days=1)


def titles(query: str) -> list[str]:
    found = MeetingFilter.of(QueryDict(query)).results(timezone.now())
    return list(found.values_list("title", flat=True))


def test_the_next_comes_first_and_what_is_over_stands_apart(site: Client) -> None:
    now = timezone.now()
    make_meeting(title="Später", starts_at=now + 9 * DAY)
    make_meeting(title="Bald", starts_at=now + DAY)
    make_meeting(title="Gestern", starts_at=now - DAY)
    make_meeting(title="Vorgestern", starts_at=now - 2 * DAY)
    make_meeting(title="Fiel aus", starts_at=now - 2 * DAY, cancelled_at=now)
    make_meeting(title="Unfertig", approved_at=None, released_at=None)
    assert titles("") == ["Bald", "Später"]
    assert titles("zeit=vorbei") == ["Gestern", "Vorgestern"]


def test_what_has_begun_is_still_to_come_until_its_end(site: Client) -> None:
    make_meeting(title="Läuft", starts_at=timezone.now() - timedelta(minutes=30))
    assert titles("") == ["Läuft"]


def test_filters_narrow_and_unknown_values_find_nothing(site: Client) -> None:
    ihk = make_body(slug="ihk")
    parent = Topic.objects.create(title="Personal", slug="personal")
    topic = Topic.objects.create(title="Kurzarbeit", slug="kurzarbeit", parent=parent)
    december = timezone.make_aware(datetime(2199, 12, 31, 20, 0))  # noqa: DTZ001
    make_meeting(title="Kammer", body=ihk, topic=topic)
    make_meeting(title="Silvester", starts_at=december, kind="onsite", street="Am Markt 1", town="Kiel")
    assert titles("partner=ihk") == ["Kammer"]
    assert titles("thema=kurzarbeit") == titles("thema=personal") == ["Kammer"]
    assert titles("art=onsite") == titles("ort=Kiel") == titles("monat=2199-12") == ["Silvester"]
    assert titles("monat=2199-11") == titles("partner=gibtesnicht") == titles("art=quatsch") == []
    assert titles("monat=quatsch") == ["Kammer", "Silvester"]


def test_the_office_s_words_and_the_experts_are_searched(site: Client) -> None:
    make_meeting(title="Kammer", experts=[{"name": "Ute Brandt", "role": "Agentur für Arbeit"}])
    make_meeting(title="Kaffee", text_md="Mit Kuchen.")
    assert titles("q=Brandt") == ["Kammer"]
    assert titles("q=Kuchen") == ["Kaffee"]


def test_the_list_asks_no_more_for_more_meetings(site: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert site.get("/termine/?art=online").status_code == 200
        return len(asked)

    make_meeting(body=make_body())
    queries()
    one = queries()
    for business in (make_business(), make_business(name="Töpferei")):
        make_meeting(business=business)
    make_meeting(body=make_body(name="HWK"))
    assert queries() == one


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"title": "Nachfolge"}, "Nachfolge"),
        ({"lead": "Mit Kaffee."}, "Mit Kaffee."),
        ({"kind": "hybrid", "place_name": "Rathaus"}, "Rathaus"),
        ({"capacity": 5, "taken": 5}, "ausgebucht"),
        ({"cancelled_at": timezone.now()}, "abgesagt"),
        ({"moved_at": timezone.now()}, "verlegt"),
    ],
)
def test_the_list_drawn_before_shows_every_change(site: Client, fields: dict[str, object], shown: str) -> None:
    meeting = make_meeting()
    assert shown not in words(site.get("/termine/"))
    Meeting.objects.filter(pk=meeting.pk).update(**fields)
    assert shown in words(site.get("/termine/"))


def test_the_filter_offers_the_months_of_the_list(site: Client) -> None:
    def month(year: int, number: int, day: int) -> datetime:
        return timezone.make_aware(datetime(year, number, day, 0, 30))  # noqa: DTZ001 - the zone comes with it

    for at in (month(2198, 12, 31), month(2199, 2, 1), month(2199, 2, 3), month(2201, 7, 1)):
        make_meeting(starts_at=at)
    make_meeting(starts_at=month(2199, 5, 1), approved_at=None)
    for at in (month(2020, 1, 1), month(2019, 11, 30), month(2019, 11, 1)):
        make_meeting(starts_at=at)
    now = timezone.now()
    assert months_of(MeetingFilter(), now) == [
        ("2198-12", "Dezember 2198"),
        ("2199-02", "Februar 2199"),
        ("2201-07", "Juli 2201"),
    ]
    assert months_of(MeetingFilter(time=PAST), now) == [("2020-01", "Januar 2020"), ("2019-11", "November 2019")]
    # One that began in an earlier month and still goes on is found in that.
    Meeting.objects.filter(starts_at__year=2019).update(ends_at=month(2198, 1, 1))
    assert months_of(MeetingFilter(), now)[0] == ("2019-11", "November 2019")


def test_a_page_that_is_empty_says_what_to_do(site: Client) -> None:
    assert "Lassen Sie sich schreiben" in words(site.get("/termine/"))
    assert "Noch war kein Termin." in words(site.get("/termine/?zeit=vorbei"))
    assert "Dazu steht gerade kein Termin an." in words(site.get("/termine/?q=Quatsch"))


def test_the_front_page_and_the_host_s_page_show_the_next(site: Client) -> None:
    business = make_business()
    make_meeting(title="Brotbacken", business=business)
    make_meeting(title="Ausgefallen", cancelled_at=timezone.now())
    for address in ("/", business.get_absolute_url()):
        page = words(site.get(address))
        assert "Brotbacken" in page
        assert "Ausgefallen" not in page


def test_an_address_with_an_old_title_leads_to_the_new_one(site: Client) -> None:
    meeting = make_meeting()
    answer = site.get(f"/termine/{meeting.pk}/alt/")
    assert (answer.status_code, answer.url) == (301, meeting.get_absolute_url())


def test_the_map_has_a_pin_for_each_place_and_none_for_what_is_online(site: Client) -> None:
    place = {"kind": "onsite", "street": "Bergstraße 2", "town": "Kiel", "latitude": 54.3, "longitude": 10.1}
    meeting = make_meeting(title="Am Ort", **place)
    make_meeting(title="Im Netz")
    (pin,) = site.get("/termine.geojson").json()["features"]
    assert pin["geometry"]["coordinates"] == [10.1, 54.3]
    assert (pin["properties"]["n"], pin["properties"]["u"]) == ("Am Ort", meeting.get_absolute_url())


def test_the_api_lists_counts_and_shows_what_the_page_shows(site: Client) -> None:
    meeting = make_meeting(body=make_body(slug="ihk"), capacity=20, taken=5)
    make_meeting(title="Gestern", starts_at=timezone.now() - DAY)
    assert site.get("/api/v1/meetings/count/").json() == {"count": 1, "more": False}
    (listed,) = site.get("/api/v1/meetings/").json()["results"]
    shown = site.get(f"/api/v1/meetings/{meeting.pk}/").json()
    assert listed == shown
    assert (shown["uid"], shown["body"], shown["seats_left"], shown["cancelled"]) == (meeting.uid, "ihk", 15, False)
    assert not {"room_url", "dial_in_pin", "author_email", "room_ref"} & set(shown)
    assert site.get("/api/v1/meetings/count/?zeit=vorbei").json() == {"count": 1, "more": False}


def test_a_watched_search_finds_what_was_published_since_and_is_still_to_come(site: Client) -> None:
    now = timezone.now()
    make_meeting(title="Neu", released_at=now - timedelta(hours=1))
    make_meeting(title="Alt", released_at=now - 9 * DAY)
    make_meeting(title="Vorbei", released_at=now - timedelta(hours=1), starts_at=now - DAY)
    make_meeting(title="Abgesagt", released_at=now - timedelta(hours=1), cancelled_at=now)
    query = QueryDict("art=online")
    found = WATCHED.new(query, since=now - DAY, until=now)
    assert [one.title for one in found] == ["Neu"]
    assert WATCHED.words(query) == "Online"
    assert WATCHED.item(found[0]).url.endswith(found[0].get_absolute_url())


def test_a_frame_for_other_sites_shows_the_next_and_links_to_all(site: Client) -> None:
    make_meeting(title="Im Rahmen")
    page = words(site.get("/einbetten/termine/"))
    assert "Im Rahmen" in page


def test_a_page_says_who_speaks_and_links_their_institution(site: Client) -> None:
    body = make_body(name="Agentur für Arbeit Kiel", slug="agentur")
    meeting = make_meeting(experts=[{"name": "Dr. Ute Brandt", "role": "Leitung", "body_id": body.pk}])
    page = site.get(meeting.get_absolute_url())
    assert "Dr. Ute Brandt" in words(page)
    assert body.get_absolute_url() in page.content.decode()


@pytest.mark.parametrize("change", ["hidden_at", "closed_at"])
def test_what_is_hidden_or_withdrawn_is_nowhere(site: Client, change: str) -> None:
    meeting = make_meeting(title="Verschwunden", **{change: timezone.now()})
    assert site.get(meeting.get_absolute_url()).status_code == 404
    assert site.get(f"/api/v1/meetings/{meeting.pk}/").status_code == 404
    assert titles("") == []


def test_a_consultation_hour_s_slots_stand_in_no_list_and_on_each_other_s_pages_while_free(site: Client) -> None:
    begin, adviser = timezone.now() + DAY, make_adviser(make_body())
    slots = [
        make_meeting(
            title=f"Viertel {n}",
            capacity=1,
            taken=int(n == 0),
            adviser=adviser,
            series_key="hour",
            starts_at=begin + n * timedelta(minutes=15),
        )
        for n in range(3)
    ]
    assert titles("") == []
    page = words(site.get(slots[1].get_absolute_url()))
    assert "Viertel 2" in page
    assert "Viertel 0" not in page
