"""The whole way of a meeting: announced by a host, released, found, moved, cancelled, looked up afterwards."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.meetings.models import Meeting
from marketplace.partners.models import BodyRole
from marketplace.review.approve import approve
from tests.conftest import make_client
from tests.make import make_author, make_body, make_business, make_owner, make_user
from tests.make_meeting import make_meeting, make_registration, meeting_form
from tests.post import deliver_all
from tests.words import words

pytestmark = pytest.mark.django_db


def sign_in(site: Client, user: object) -> Client:
    site.force_login(user)  # type: ignore[arg-type]
    return site


def test_an_author_s_meeting_waits_for_the_office(site: Client, in_kiel: RegionCard) -> None:
    body = make_body()
    author = make_author(body, email="inga@example.org")
    sent = sign_in(site, author).post("/partnerbereich/termine/neu/", meeting_form())
    meeting = Meeting.objects.get()
    assert sent.url == f"/partnerbereich/termine/{meeting.pk}/", words(sent)
    assert (meeting.body, meeting.is_waiting, meeting.sequence) == (body, True, 0)
    assert make_client(in_kiel).get(meeting.get_absolute_url()).status_code == 404

    approve(meeting, version=1, by=make_user(), at=timezone.now())
    (letter,) = [one for one in deliver_all() if one.to == ["inga@example.org"]]
    assert "Kurzarbeitergeld" in letter.subject
    assert "raum.example.com" not in letter.body
    assert "Kurzarbeitergeld" in words(site.get("/termine/?q=Kurzarbeit"))


def test_an_editor_of_a_body_that_publishes_itself_publishes_at_once(site: Client) -> None:
    body = make_body(publishes_itself=True)
    sign_in(site, make_author(body, role=BodyRole.EDITOR)).post("/partnerbereich/termine/neu/", meeting_form())
    assert Meeting.objects.get().is_public


@pytest.mark.parametrize(("role", "publishes"), [(BodyRole.AUTHOR, True), (BodyRole.EDITOR, False)])
def test_nobody_else_of_a_body_does(site: Client, role: str, publishes: bool) -> None:
    body = make_body(publishes_itself=publishes)
    sign_in(site, make_author(body, role=role)).post("/partnerbereich/termine/neu/", meeting_form())
    assert not Meeting.objects.get().is_public


def test_an_editor_releases_what_an_author_wrote_in_the_version_that_was_read(site: Client) -> None:
    body = make_body(publishes_itself=True)
    meeting = make_meeting(body=body, approved_at=None, released_at=None, version=2)
    sign_in(site, make_author(body, role=BodyRole.EDITOR))
    assert "wartet auf die Freigabe" in words(site.get("/partnerbereich/"))
    release = f"/partnerbereich/termine/{meeting.pk}/freigabe/"
    site.post(release, {"version": "1"})
    assert not Meeting.objects.get().is_public
    site.post(release, {"version": "2"})
    assert Meeting.objects.get().is_public


def test_an_author_does_not_release(site: Client) -> None:
    body = make_body(publishes_itself=True)
    meeting = make_meeting(body=body, approved_at=None, released_at=None)
    sign_in(site, make_author(body))
    assert site.post(f"/partnerbereich/termine/{meeting.pk}/freigabe/", {"version": "1"}).status_code == 403


def test_a_business_announces_its_own_and_sees_no_other_s(site: Client) -> None:
    business, other = make_business(), make_business(name="Töpferei Kruse")
    theirs = make_meeting(business=other, title="Töpfern für Kinder")
    sign_in(site, make_owner(business)).post("/betrieb/termine/neu/", meeting_form())
    meeting = Meeting.objects.get(business=business)
    assert meeting.is_waiting
    assert "Töpfern" not in words(site.get("/betrieb/termine/"))
    for route in ("", "aendern/", "absage/", "danach/"):
        assert site.get(f"/betrieb/termine/{theirs.pk}/{route}").status_code == 404


def test_the_office_publishes_at_once_and_the_room_is_on_no_public_page(site: Client, in_kiel: RegionCard) -> None:
    sign_in(site, make_user()).post("/verwaltung/termine/neu/", meeting_form())
    meeting = Meeting.objects.get()
    assert meeting.is_public
    assert meeting.room_url == "https://raum.example.com/geheim"
    stranger = make_client(in_kiel)
    for address in (meeting.get_absolute_url(), "/termine/", "/api/v1/meetings/", f"/api/v1/meetings/{meeting.pk}/"):
        page = stranger.get(address)
        assert page.status_code == 200
        assert "raum.example.com" not in page.content.decode()


def test_sent_twice_a_form_makes_one_meeting(site: Client) -> None:
    sign_in(site, make_user())
    key = re.search(r'name="key" value="([^"]+)"', site.get("/verwaltung/termine/neu/").content.decode())
    assert key
    for _n in range(2):
        site.post("/verwaltung/termine/neu/", meeting_form(key=key[1], repeat="weekly", times="3"))
    assert Meeting.objects.count() == 3


def test_a_moved_meeting_keeps_its_uid_counts_on_and_tells_everybody_once(site: Client, at_once: None) -> None:
    meeting = make_meeting(kind="online", registration="needed")
    uid, before = meeting.uid, meeting.starts_at
    make_registration(meeting, email="jan@example.org", reminded_day_at=timezone.now())
    make_registration(meeting, email="weg@example.org", cancelled_at=timezone.now())
    day = timezone.localdate() + timedelta(days=9)
    sign_in(site, make_user()).post(f"/verwaltung/termine/{meeting.pk}/aendern/", meeting_form(day=day.isoformat()))

    meeting.refresh_from_db()
    assert (meeting.uid, meeting.sequence, meeting.moved_from) == (uid, 1, before)
    assert timezone.localdate(meeting.starts_at) == day
    assert meeting.registrations.get(email="jan@example.org").reminded_day_at is None
    page = site.get(meeting.get_absolute_url())
    assert "Dieser Termin wurde verlegt." in words(page)
    found = json.loads(re.search(r'ld\+json">(.*?)</script>', page.content.decode(), re.S)[1])  # type: ignore[index]
    assert found["eventStatus"] == "https://schema.org/EventRescheduled"
    assert found["location"] == {"@type": "VirtualLocation", "url": found["url"]}


def test_other_words_wait_for_approval_while_time_and_seats_count_at_once(site: Client) -> None:
    business = make_business()
    meeting = make_meeting(business=business, registration="needed", capacity=20)
    form = meeting_form(title="Alles über Kurzarbeit", capacity="30", lead=meeting.lead, text_md=meeting.text_md)
    sign_in(site, make_owner(business)).post(f"/betrieb/termine/{meeting.pk}/aendern/", form)
    meeting.refresh_from_db()
    assert meeting.title == "Kurzarbeitergeld: Fragen an die Agentur"
    assert meeting.pending == {"title": "Alles über Kurzarbeit"}
    assert meeting.capacity == 30


def test_a_cancelled_meeting_stays_on_its_page_with_the_reason(site: Client) -> None:
    meeting = make_meeting()
    sign_in(site, make_user())
    asked = f"/verwaltung/termine/{meeting.pk}/absage/"
    assert site.post(asked, {"reason": ""}).status_code == 422
    site.post(asked, {"reason": "Frau Brandt ist krank."})
    meeting.refresh_from_db()
    assert (meeting.is_cancelled, meeting.sequence, meeting.is_public) == (True, 1, True)
    page = words(site.get(meeting.get_absolute_url()))
    assert "Dieser Termin ist abgesagt." in page
    assert "Frau Brandt ist krank." in page
    assert "abgesagt" in words(site.get("/termine/"))
    assert "Fragen an die Agentur" not in words(site.get("/"))
    assert Entry.objects.filter(action="meeting.cancelled").count() == 1


def test_one_that_nobody_has_seen_is_withdrawn_without_a_reason(site: Client) -> None:
    meeting = make_meeting(approved_at=None, released_at=None)
    sign_in(site, make_user()).post(f"/verwaltung/termine/{meeting.pk}/absage/", {})
    meeting.refresh_from_db()
    assert (meeting.closed_at is not None, meeting.is_cancelled) == (True, False)


def test_a_hidden_meeting_is_gone_and_comes_back(site: Client) -> None:
    meeting = make_meeting()
    sign_in(site, make_user())
    site.post(f"/verwaltung/termine/{meeting.pk}/ausblendung/", {"reason": "doppelt"})
    assert site.get(meeting.get_absolute_url()).status_code == 404
    site.post(f"/verwaltung/termine/{meeting.pk}/wiederaufnahme/")
    assert site.get(meeting.get_absolute_url()).status_code == 200
