"""The room behind a meeting: its address is on no page and in no mail, and nothing is recorded by accident."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from kreislauf.regions import RegionCard
from marketplace.meetings.models import Meeting, Registration, RoomKind
from marketplace.meetings.rooms import kinds
from marketplace.meetings.rooms.kinds import NoEntrance, entrance, has_entrance, needs_link
from marketplace.meetings.seats import letters, links
from tests.make_meeting import make_meeting, make_registration
from tests.marketplace.meetings.bbb_server import BigBlueButton
from tests.post import deliver_all
from tests.words import words

MINUTE = timedelta(minutes=1)


def running(**fields: object) -> Meeting:
    return make_meeting(starts_at=timezone.now() + 10 * MINUTE, **fields)


def path(registration: Registration, end: str = "") -> str:
    return "/" + links.seat_address(registration).split("/", 3)[3] + end


def test_a_post_leads_into_the_room_and_no_page_names_it(site: Client, in_kiel: RegionCard) -> None:
    registration = make_registration(running())
    page = site.get(path(registration))
    assert "Jetzt teilnehmen" in words(page)
    assert "geheim" not in page.content.decode()

    answer = site.post(path(registration, "raum/"))

    assert (answer.status_code, answer["Location"]) == (303, "https://raum.example/geheim")
    assert answer["Cache-Control"] == "private, no-store"
    registration.refresh_from_db()
    assert registration.joined_at is not None


def test_no_letter_holds_the_address_of_the_room(in_kiel: RegionCard) -> None:
    registration = make_registration(running(recording_policy="stage"))
    for kind in (letters.seat, letters.reminder_day, letters.reminder_soon, letters.already, letters.thanks):
        letters.queue(kind, registration)
    sent = deliver_all()
    assert len(sent) == 5
    assert [one.subject for one in sent if "raum.example" in one.message().as_string()] == []


def test_browsers_are_told_that_the_form_may_lead_there_while_it_is_open(site: Client, in_kiel: RegionCard) -> None:
    """Chromium applies ``form-action`` to the redirect that follows a form."""
    open_, early = make_registration(running()), make_registration(make_meeting())
    assert "form-action https://raum.example" in site.get(path(open_))["Content-Security-Policy"].replace("'self' ", "")
    assert "raum.example" not in site.get(path(early))["Content-Security-Policy"]


@pytest.mark.parametrize(("minutes", "opens"), [(16, False), (15, True), (-89, True), (-90, False)])
def test_it_opens_a_quarter_of_an_hour_before_and_closes_with_the_end(
    site: Client, in_kiel: RegionCard, minutes: int, opens: bool
) -> None:
    at = timezone.now() + timedelta(seconds=-5 if minutes in (15, -90) else 5)
    registration = make_registration(make_meeting(starts_at=at + minutes * MINUTE))
    assert (site.post(path(registration, "raum/")).status_code == 303) == opens
    registration.refresh_from_db()
    assert (registration.joined_at is not None) == opens


def test_shortly_before_the_page_loads_itself_when_the_room_opens(site: Client, in_kiel: RegionCard) -> None:
    registration = make_registration(make_meeting(starts_at=timezone.now() + 20 * MINUTE))
    page = site.get(path(registration))
    (seconds,) = re.findall(r'http-equiv="refresh" content="(\d+)"', page.content.decode())
    assert 290 < int(seconds) <= 300
    assert "Diese Seite lädt sich dann von selbst neu." in words(page)


def test_who_only_waits_stays_outside(site: Client, in_kiel: RegionCard) -> None:
    meeting, now = running(), timezone.now()
    waits = make_registration(meeting, confirmed_at=None, waitlisted_at=now)
    gone = make_registration(meeting, cancelled_at=now)
    for one in (waits, gone):
        assert "Jetzt teilnehmen" not in words(site.get(path(one)))
        assert site.post(path(one, "raum/"))["Location"] == path(one)


def test_where_it_is_recorded_one_agrees_at_the_door(site: Client, in_kiel: RegionCard) -> None:
    registration = make_registration(running(recording_policy="all"))
    refused = site.post(path(registration, "raum/"))
    assert refused.status_code == 422
    assert "Ohne Ihr Einverständnis" in words(refused)

    assert site.post(path(registration, "raum/"), {"agrees": "on"}).status_code == 303
    registration.refresh_from_db()
    assert registration.consents["door"]["policy"] == "all"


def test_the_registration_asks_for_consent_too(site: Client, in_kiel: RegionCard) -> None:
    from tests.make_meeting import registration_form

    meeting = make_meeting(recording_policy="stage")
    assert "Das Podium wird aufgezeichnet" in words(site.get(f"/termine/{meeting.pk}/anmeldung/"))
    assert site.post(f"/termine/{meeting.pk}/anmeldung/", registration_form()).status_code == 422
    assert site.post(f"/termine/{meeting.pk}/anmeldung/", registration_form(agrees="on")).status_code == 302
    assert Registration.objects.get().consents["registration"]["policy"] == "stage"


def test_bigbluebutton_makes_the_room_once_and_everybody_enters_by_name(
    site: Client, in_kiel: RegionCard, bbb: BigBlueButton
) -> None:
    meeting = running(room_kind="bbb", room_url="")
    ilse, jan = make_registration(meeting), make_registration(meeting, name="Jan & Söhne")

    addresses = [site.post(path(one, "raum/"))["Location"] for one in (ilse, jan)]

    entered = [bbb.enter(address) for address in addresses]
    assert [one["fullName"] for one in entered] == ["Ilse Petersen", "Jan & Söhne"]
    assert [one["role"] for one in entered] == ["VIEWER", "VIEWER"]
    meeting.refresh_from_db()
    assert (list(bbb.rooms), bbb.calls) == ([meeting.room_ref], 2)
    assert len(meeting.room_ref) >= 27  # 160 bits
    host = bbb.enter(entrance(meeting, name="Ute", who="1", is_host=True))
    assert host["role"] == "MODERATOR"


@pytest.mark.parametrize(
    ("policy", "record", "hall_is_off"),
    [("none", "false", "false"), ("stage", "true", "true"), ("all", "true", "false")],
)
def test_bigbluebutton_records_what_the_policy_says(
    in_kiel: RegionCard, bbb: BigBlueButton, policy: str, record: str, hall_is_off: str
) -> None:
    meeting = running(room_kind="bbb", room_url="", recording_policy=policy)
    entrance(meeting, name="Ilse", who="1")
    (room,) = bbb.rooms.values()
    assert (room["record"], room["allowStartStopRecording"], room["autoStartRecording"]) == (record, record, "false")
    assert {room["lockSettingsDisableMic"], room["lockSettingsDisableCam"]} == {hall_is_off}


@pytest.mark.parametrize("answer", ["<html>", "<response><returncode>FAILED</returncode></response>", "<!DOCTYPE x>"])
def test_a_server_that_fails_is_said_clearly_and_nobody_is_noted(
    site: Client, in_kiel: RegionCard, bbb: BigBlueButton, answer: str
) -> None:
    registration = make_registration(running(room_kind="bbb", room_url=""))
    bbb.answer = answer
    page = site.post(path(registration, "raum/"))
    assert (page.status_code, "Der Raum antwortet gerade nicht" in words(page)) == (503, True)
    bbb.answer, bbb.fails = "", 500
    assert site.post(path(registration, "raum/")).status_code == 503
    bbb.stop()
    assert site.post(path(registration, "raum/")).status_code == 503
    registration.refresh_from_db()
    assert registration.joined_at is None


def test_a_wrong_secret_is_refused(in_kiel: RegionCard, bbb: BigBlueButton, settings: Settings) -> None:
    settings.BIGBLUEBUTTON_SECRET = "falsch"
    with pytest.raises(kinds.RoomAway, match="checksumError"):
        entrance(running(room_kind="bbb", room_url=""), name="Ilse", who="1")


def test_a_room_of_jitsi_has_a_name_that_nobody_guesses(in_kiel: RegionCard, settings: Settings) -> None:
    settings.JITSI_URL = "https://jitsi.example"
    meeting = running(room_kind="jitsi", room_url="")
    address = entrance(meeting, name="Ilse", who="1")
    assert address == entrance(meeting, name="Jan", who="2")
    assert len(address.removeprefix("https://jitsi.example/")) >= 27


def test_without_a_server_the_host_types_the_link(in_kiel: RegionCard, settings: Settings) -> None:
    assert [kind for kind in RoomKind if needs_link(kind)] == ["url", "jitsi", "bbb"]
    settings.JITSI_URL = settings.BIGBLUEBUTTON_URL = "https://raum.example"
    assert [kind for kind in RoomKind if needs_link(kind)] == ["url"]
    assert entrance(running(room_kind="jitsi"), name="Ilse", who="1") == "https://raum.example/geheim"


def test_a_telephone_line_has_no_door_and_its_pin_is_on_the_own_page_only(site: Client, in_kiel: RegionCard) -> None:
    meeting = running(room_kind="phone", room_url="", dial_in="0431 901-0", dial_in_pin="4711 0815")
    registration = make_registration(meeting)
    page = words(site.get(path(registration)))
    assert (has_entrance(meeting), "4711 0815" in page, "Jetzt teilnehmen" in page) == (False, True, False)
    assert "4711" not in words(site.get(meeting.get_absolute_url()))
    with pytest.raises(NoEntrance):
        entrance(meeting, name="Ilse", who="1")
