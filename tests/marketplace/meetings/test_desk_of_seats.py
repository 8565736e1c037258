"""What a host does with registrations: see them, register somebody who called, note who came, print."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.seats import links
from marketplace.meetings.seats.numbers import numbers
from tests.conftest import make_client
from tests.make import make_author, make_body, make_business, make_owner
from tests.make_meeting import make_meeting, make_registration
from tests.marketplace.meetings.bbb_server import BigBlueButton
from tests.words import words

HOUR = timedelta(hours=1)


def list_of(meeting: Meeting, area: str = "verwaltung") -> str:
    return f"/{area}/termine/{meeting.pk}/anmeldungen/"


def test_the_office_sees_who_comes_and_a_stranger_does_not(office: Client, site: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting(capacity=3)
    make_registration(meeting, name="Ilse Petersen", via_name="Dortmund")
    make_registration(meeting, name="Jan Jansen", confirmed_at=None, waitlisted_at=timezone.now())
    page = words(office.get(list_of(meeting)))
    assert [text in page for text in ("Ilse Petersen", "über Dortmund", "hat einen Platz", "Warteliste")] == [True] * 4
    assert "Jan Jansen" not in words(office.get(list_of(meeting) + "?stand=platz"))
    assert "Jan Jansen" in words(office.get(list_of(meeting) + "?q=jansen"))
    assert site.get(list_of(meeting)).status_code == 302


def test_a_host_sees_its_own_meetings_people_only(in_kiel: RegionCard) -> None:
    body, business = make_body(), make_business()
    of_body, of_business = make_meeting(body=body), make_meeting(business=business)
    for one in (of_body, of_business):
        make_registration(one)
    partner = make_client(in_kiel, user=make_author(body))
    owner = make_client(in_kiel, user=make_owner(business))
    seen = [
        partner.get(list_of(of_body, "partnerbereich")).status_code,
        partner.get(list_of(of_business, "partnerbereich")).status_code,
        owner.get(list_of(of_business, "betrieb")).status_code,
        owner.get(list_of(of_body, "betrieb")).status_code,
    ]
    assert seen == [200, 404, 200, 404]
    other = Registration.objects.get(meeting=of_business).pk
    assert partner.post(f"{list_of(of_body, 'partnerbereich')}{other}/abmeldung/").status_code == 404


def test_somebody_on_the_telephone_has_a_seat_at_once_and_gets_no_letter(office: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting(capacity=1)
    form = {"name": "Oma Erna", "phone": "0431 901-0"}
    page = words(office.post(list_of(meeting) + "neu/", form, follow=True))
    assert "Oma Erna hat einen Platz" in page
    second = words(office.post(list_of(meeting) + "neu/", form | {"name": "Opa Karl"}, follow=True))
    assert "Opa Karl steht auf der Warteliste" in second
    assert not outbox().exists()
    nobody = office.post(list_of(meeting) + "neu/", {"name": "Ohne alles"})
    assert (nobody.status_code, "Telefonnummer oder eine E-Mail-Adresse" in words(nobody)) == (422, True)


def test_the_same_address_is_not_registered_twice(office: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting()
    make_registration(meeting, email="ilse@example.org")
    answer = office.post(list_of(meeting) + "neu/", {"name": "Ilse", "email": "Ilse@example.org"})
    assert "schon jemand angemeldet" in words(answer)


def test_removing_asks_first_and_the_log_keeps_no_name(office: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting()
    registration = make_registration(meeting)
    path = f"{list_of(meeting)}{registration.pk}/abmeldung/"
    assert "Ilse Petersen abmelden?" in words(office.get(path))
    office.post(path)
    registration.refresh_from_db()
    assert registration.cancelled_at is not None
    assert [entry.title for entry in Entry.objects.filter(action="registration.cancelled")] == [
        f"Anmeldung {registration.pk}"
    ]


def test_who_was_there_gets_a_certificate(office: Client, site: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting(certificate=True, starts_at=timezone.now() - 3 * HOUR)
    there, missing = make_registration(meeting), make_registration(meeting)
    office.post(f"{list_of(meeting)}{there.pk}/anwesenheit/", {"da": "ja"})
    pages = ["/" + links.seat_address(one).split("/", 3)[3] for one in (there, missing)]
    assert ["Bescheinigung herunterladen" in words(site.get(page)) for page in pages] == [True, False]

    answer = site.post(pages[0] + "bescheinigung.pdf")

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert site.post(pages[1] + "bescheinigung.pdf").status_code == 404
    there.refresh_from_db()
    assert there.certificate_wanted
    office.post(f"{list_of(meeting)}{there.pk}/anwesenheit/", {"da": "nein"})
    assert site.post(pages[0] + "bescheinigung.pdf").status_code == 404


def test_nobody_is_noted_before_it_begins(office: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting()
    registration = make_registration(meeting)
    answer = office.post(f"{list_of(meeting)}{registration.pk}/anwesenheit/", {"da": "ja"}, follow=True)
    assert "erst, wenn der Termin begonnen hat" in words(answer)
    registration.refresh_from_db()
    assert registration.joined_at is None


@pytest.mark.parametrize("people", [0, 60])
def test_the_list_to_sign(office: Client, in_kiel: RegionCard, people: int) -> None:
    meeting = make_meeting(title="Ein #set[Titel] $mit$ Zeichen")
    for _number in range(people):
        make_registration(meeting, name="Ilse Petersen-Hansen", organisation="Bäckerei")
    answer = office.get(list_of(meeting) + "liste.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_the_host_enters_as_moderator(office: Client, in_kiel: RegionCard, bbb: BigBlueButton) -> None:
    meeting = make_meeting(room_kind="bbb", room_url="", starts_at=timezone.now())
    answer = office.post(list_of(meeting) + "raum/")
    assert answer.status_code == 303
    assert bbb.enter(answer["Location"])["role"] == "MODERATOR"
    early = make_meeting(room_kind="bbb", room_url="")
    assert office.post(list_of(early) + "raum/").status_code == 302


def test_the_one_question(site: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting(starts_at=timezone.now() - 3 * HOUR)
    registration = make_registration(meeting)
    page = "/" + links.seat_address(registration).split("/", 3)[3]
    assert "gelohnt?" in words(site.get(page))
    assert "Ihre Antwort ist angekommen" in words(site.post(page + "antwort/", {"gelohnt": "ja"}, follow=True))
    assert numbers(meeting)["content"] == 1


def test_the_public_page_leads_to_the_form_or_says_why_not(site: Client, in_kiel: RegionCard) -> None:
    now = timezone.now()
    open_, full = make_meeting(), make_meeting(capacity=1)
    make_registration(full)
    pages = [
        words(site.get(one.get_absolute_url()))
        for one in (
            *(open_, full, make_meeting(opens_at=now + HOUR), make_meeting(closes_at=now - HOUR)),
            make_meeting(registration="none", room_kind="none", room_url=""),
        )
    ]
    said = (
        *("ohne Konto", "Auf die Warteliste", "Die Anmeldung beginnt am", "Die Anmeldung ist geschlossen"),
        "Kommen Sie einfach",
    )
    assert [text in page for text, page in zip(said, pages, strict=True)] == [True] * 5


def test_the_list_asks_as_many_questions_for_one_as_for_three(office: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting()
    asked = []
    for number in (1, 2):
        for _time in range(number):
            make_registration(meeting)
        office.get(list_of(meeting))
        with CaptureQueriesContext(connection) as queries:
            office.get(list_of(meeting))
        asked.append(len(queries))
    assert asked[0] == asked[1]
