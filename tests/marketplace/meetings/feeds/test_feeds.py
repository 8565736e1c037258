"""Meetings in other people's calendars: subscribed to, entered, moved and cancelled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kreislauf.regions import RegionCard, stepping_into
from marketplace.advice.models import Topic
from marketplace.meetings.feeds.entries import entry_of
from marketplace.meetings.hide import hide, show
from marketplace.meetings.models import Kind, Meeting
from tests.conftest import make_client
from tests.make import make_body, make_business
from tests.marketplace.meetings.meeting_rows import meeting_row
from tests.other_calendar import OtherCalendar

DAY = timedelta(days=1)


def feed(client: Client, path: str = "/termine.ics") -> OtherCalendar:
    other = OtherCalendar()
    other.import_(client.get(path).content.decode())
    return other


def uids(client: Client, path: str = "/termine.ics") -> set[str]:
    return set(feed(client, path).entries())


def test_the_feed_holds_the_last_month_and_the_coming_year(site: Client) -> None:
    now = timezone.now()
    days = (-40, -20, 1, 300, 400)
    rows = {n: meeting_row(starts_at=now + n * DAY) for n in days}

    assert uids(site) == {rows[n].uid for n in (-20, 1, 300)}


def test_only_what_everybody_sees_is_in_it(site: Client) -> None:
    meeting_row(approved_at=None)
    meeting_row(approved_at=None, hidden_at=timezone.now())
    meeting_row(closed_at=timezone.now())

    assert uids(site) == set()


def test_a_meeting_that_moves_moves_in_calendars_and_is_there_once(site: Client) -> None:
    meeting = meeting_row()
    calendar = feed(site)
    later = meeting.starts_at + timedelta(hours=1)
    Meeting.objects.update(starts_at=later, ends_at=later + timedelta(hours=1), sequence=1, changed_at=timezone.now())
    calendar.import_(site.get("/termine.ics").content.decode())

    (entry,) = calendar.entries().values()
    assert (entry.starts, entry.sequence) == (later, 1)


def test_a_cancelled_meeting_stays_for_thirty_days(site: Client) -> None:
    meeting = meeting_row(starts_at=timezone.now() + 60 * DAY, cancelled_at=timezone.now() - 29 * DAY, sequence=1)

    (entry,) = feed(site).entries().values()
    assert (entry.title, entry.status) == ("Abgesagt: Kurzarbeitergeld: Fragen an die Agentur", "CANCELLED")

    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=timezone.now() - 31 * DAY)
    assert uids(site) == set()


def test_a_hidden_meeting_is_struck_out_without_a_word_of_it(site: Client) -> None:
    now = timezone.now()
    meeting = meeting_row(body=make_body(slug="ihk"), sequence=2, changed_at=now - DAY)
    calendar = feed(site)
    hide(meeting, reason="Geheimes", by="Ute", at=now - timedelta(minutes=2))

    for path in ("/termine.ics", "/partner/ihk/termine.ics"):
        said = site.get(path).content.decode()
        calendar.import_(said)
        (entry,) = calendar.entries().values()
        assert (entry.title, entry.status, entry.sequence) == ("Zurückgezogener Termin", "CANCELLED", 2)
        assert [word for word in (meeting.title, meeting.lead, "Geheimes") if word in said] == []

    show(meeting, by="Ute", at=now)
    calendar.import_(site.get("/termine.ics").content.decode())
    (entry,) = calendar.entries().values()
    assert (entry.title, entry.status) == (meeting.title, "CONFIRMED")

    Meeting.objects.update(hidden_at=now - 31 * DAY)
    assert uids(site) == set()


def test_a_program_that_knows_the_feed_is_told_so_until_a_meeting_changes(site: Client) -> None:
    meeting_row()
    first = site.get("/termine.ics")
    known = {"HTTP_IF_NONE_MATCH": first["ETag"]}

    assert (first["Content-Type"], site.get("/termine.ics", **known).status_code) == (
        "text/calendar; charset=utf-8",
        304,
    )
    Meeting.objects.update(sequence=1)
    assert site.get("/termine.ics", **known).status_code == 200


def test_a_partner_has_a_calendar_of_its_own(site: Client) -> None:
    body = make_body(slug="ihk")
    own = meeting_row(body=body)
    meeting_row()

    assert uids(site, "/partner/ihk/termine.ics") == {own.uid}
    assert "X-WR-CALNAME:Termine – IHK zu Kiel" in site.get("/partner/ihk/termine.ics").content.decode()
    assert site.get("/partner/gibt-es-nicht/termine.ics").status_code == 404


def test_a_topic_s_calendar_has_those_of_the_topics_below_it(site: Client) -> None:
    above = Topic.objects.create(title="Gründung", slug="gruendung")
    below = Topic.objects.create(title="Finanzierung", slug="finanzierung", parent=above)
    rows = [meeting_row(topic=topic) for topic in (above, below, None)]

    assert uids(site, "/termine/thema/gruendung.ics") == {rows[0].uid, rows[1].uid}
    assert uids(site, "/termine/thema/finanzierung.ics") == {rows[1].uid}


def test_pages_lead_to_the_entry_and_the_calendar(site: Client) -> None:
    meeting = meeting_row()

    assert f'href="/termine/{meeting.pk}.ics"' in site.get(meeting.get_absolute_url()).content.decode()
    assert 'href="webcal://kiel.localhost/termine.ics"' in site.get("/termine/").content.decode()


def test_one_meeting_is_entered_by_its_own_file(site: Client) -> None:
    meeting = meeting_row()
    meeting_row()

    assert uids(site, f"/termine/{meeting.pk}.ics") == {meeting.uid}


def test_one_that_nobody_sees_has_no_file(site: Client) -> None:
    meeting = meeting_row(approved_at=None)

    assert site.get(f"/termine/{meeting.pk}.ics").status_code == 404


def test_a_meeting_is_the_same_after_the_region_has_another_host(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        meeting = meeting_row()
        before = entry_of(meeting)
    with stepping_into(RegionCard(**{name: getattr(kiel, name) for name in SHOWN} | {"host": "kiel-hilft.de"})):
        after = entry_of(meeting)

    assert before.uid == after.uid
    assert (before.url.partition("/termine/")[0], after.url.partition("/termine/")[0]) != ("", "")
    assert "kiel-hilft.de" in after.url


SHOWN = ("id", "schema", "name", "label", "kind", "host", "status", "version")


def test_a_letter_has_the_reader_s_own_page_in_its_entry(in_kiel: RegionCard) -> None:
    entry = entry_of(meeting_row(), url="http://kiel.localhost/termine/platz/abc/")

    assert entry.url == "http://kiel.localhost/termine/platz/abc/"
    assert entry.text.endswith("http://kiel.localhost/termine/platz/abc/")


def test_an_entry_says_where_and_who_invites(in_kiel: RegionCard) -> None:
    place = {"place_name": "Haus der Wirtschaft", "street": "Bergstraße 2", "postcode": "24103", "town": "Kiel"}
    pin = {"latitude": 54.32, "longitude": 10.13}
    meeting = meeting_row(kind=Kind.ONSITE, business=make_business(name="Bäckerei Jansen"), **place, **pin)
    entry = entry_of(meeting)

    assert (entry.place, entry.position, entry.categories) == (
        "Haus der Wirtschaft, Bergstraße 2, 24103 Kiel",
        (54.32, 10.13),
        ("Bäckerei Jansen",),
    )
    assert "Es lädt ein: Bäckerei Jansen" in entry.text


def test_the_room_stands_in_no_calendar(site: Client) -> None:
    meeting_row(room_kind="url", room_url="https://raum.example/geheim", dial_in="0431 1", dial_in_pin="4711")

    text = site.get("/termine.ics").content.decode()
    assert "geheim" not in text
    assert "4711" not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_feed_asks_as_often_however_long_it_is(
    in_kiel: RegionCard, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        meeting_row(body=make_body(slug=f"partner-feed-{rows}-{number}"))
    client = make_client(in_kiel)
    client.get("/termine.ics")

    with django_assert_num_queries(5):
        client.get("/termine.ics")


def test_the_atom_feed_names_the_newest_first_and_cancelled_ones_with_their_reason(site: Client) -> None:
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    meeting_row(title="Früher angekündigt", approved_at=at)
    meeting_row(title="Fällt aus", approved_at=at + DAY, cancelled_at=at + DAY, cancel_reason="Krank")

    text = site.get("/termine/feed/").content.decode()
    assert text.index("Fällt aus") < text.index("Früher angekündigt")
    assert "Krank" in text
