"""A meeting of Kiel's in Dortmund: its page, its place in the list, its calendar entry and its guests."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kreislauf.regions import RegionCard, stepping_into
from marketplace.meetings.cancel import cancel
from marketplace.meetings.hide import hide, show
from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.rearrange import rearrange
from marketplace.meetings.seats.limits import count_registration
from marketplace.meetings.shared.card import share
from marketplace.trust.decide import decide, hide_at_once
from marketplace.trust.models import Notice, Outcome
from tenants.branding.modules import modules
from tenants.branding.switch import switch
from tenants.sharing.adopt import adopt
from tenants.sharing.models import Adoption, Card
from tests.conftest import make_client
from tests.make import make_user
from tests.make_meeting import make_meeting, registration_form
from tests.tenants.sharing.conftest import committed
from tests.words import words


@pytest.fixture
def meeting(kiel: RegionCard, dortmund: RegionCard, at_once: None) -> Meeting:
    """Of Kiel's, and Dortmund shows it."""
    with stepping_into(kiel), committed():
        one = make_meeting(title="Kurzarbeit: Fragen", audience="all", capacity=20)
        share(one)
    show_in(dortmund, one)
    return one


def show_in(region: RegionCard, meeting: Meeting) -> Card:
    with stepping_into(None):
        card = Card.objects.get(kind="meeting", origin_pk=meeting.pk)
    with stepping_into(region):
        adopt(card, mode="follow", intro="Auch für Betriebe bei uns.", by="Karl", at=timezone.now())
    return card


@pytest.fixture
def visitor(dortmund: RegionCard) -> Client:
    return make_client(dortmund)


def filled_in(region: RegionCard, **fields: str) -> dict[str, object]:
    """The form as that region has shown it."""
    with stepping_into(region):
        return registration_form(**fields)


def page_of(meeting: Meeting) -> str:
    with stepping_into(None):
        return f"/geteilt/{Card.objects.get(origin_pk=meeting.pk).pk}/kurzarbeit-fragen/"


def test_its_card_holds_neither_room_nor_seats(meeting: Meeting) -> None:
    with stepping_into(None):
        written = str(vars(Card.objects.get()))
    assert "geheim" not in written
    assert "capacity" not in written


def test_it_stands_in_the_neighbours_list_between_the_own_ones(
    meeting: Meeting, dortmund: RegionCard, visitor: Client
) -> None:
    with stepping_into(dortmund):
        make_meeting(title="Früher bei uns", starts_at=timezone.now() + timedelta(days=2))
        make_meeting(title="Später bei uns", starts_at=timezone.now() + timedelta(days=9))
    shown = words(visitor.get("/termine/"))
    assert shown.index("Früher bei uns") < shown.index("Kurzarbeit: Fragen") < shown.index("Später bei uns")
    assert "3 Termine" in shown
    assert "Kurzarbeit" in words(visitor.get("/"))
    assert "Kurzarbeit" not in words(visitor.get("/termine/?art=onsite"))
    assert "Kurzarbeit" in words(visitor.get("/termine/?art=online&q=kurzarbeit"))


def test_no_page_of_the_list_shows_it_twice_or_leaves_it_out(
    meeting: Meeting, dortmund: RegionCard, visitor: Client
) -> None:
    begin = timezone.now() + timedelta(days=1)
    with stepping_into(dortmund):
        for number in range(60):
            make_meeting(title=f"Termin {number}", starts_at=begin + timedelta(hours=6 * number))
    pages = [words(visitor.get(f"/termine/?seite={number}")) for number in (1, 2, 3)]
    assert sorted(page.count("Kurzarbeit: Fragen") for page in pages) == [0, 0, 1]


def test_calendars_strike_out_what_its_origin_has_withdrawn(
    meeting: Meeting, kiel: RegionCard, visitor: Client
) -> None:
    with stepping_into(kiel), committed():
        hide(meeting, reason="Anfrage", by="Ute", at=timezone.now())
    said = visitor.get("/termine.ics").content.decode()
    assert (said.count(f"UID:{meeting.uid}"), said.count("STATUS:CANCELLED")) == (1, 1)
    assert "Kurzarbeit" not in said
    with stepping_into(None):
        Card.objects.update(withdrawn_at=timezone.now() - timedelta(days=31))
    assert meeting.uid not in visitor.get("/termine.ics").content.decode()


def test_calendars_of_both_regions_have_one_entry_with_one_uid(
    meeting: Meeting, kiel: RegionCard, visitor: Client
) -> None:
    here, there = (client.get("/termine.ics").content.decode() for client in (visitor, make_client(kiel)))
    assert f"UID:{meeting.uid}" in here
    assert f"UID:{meeting.uid}" in there
    assert page_of(meeting) in here.replace("\r\n ", "")


def test_a_moved_and_a_cancelled_meeting_is_so_next_door(meeting: Meeting, kiel: RegionCard, visitor: Client) -> None:
    later = {"starts_at": meeting.starts_at + timedelta(hours=1), "ends_at": meeting.ends_at + timedelta(hours=1)}
    with stepping_into(kiel), committed():
        rearrange(meeting, later, by="Ute", at=timezone.now())
    assert "verlegt" in words(visitor.get(page_of(meeting)))
    assert "SEQUENCE:1" in visitor.get("/termine.ics").content.decode()

    with stepping_into(kiel), committed():
        cancel(meeting, reason="Die Referentin ist krank.", by="Ute", at=timezone.now())

    page = words(visitor.get(page_of(meeting)))
    assert "Dieser Termin ist abgesagt. Die Referentin ist krank." in page
    assert "Platz reservieren" not in page
    assert "STATUS:CANCELLED" in visitor.get("/termine.ics").content.decode()
    assert "abgesagt" in words(visitor.get("/termine/"))


def test_a_hidden_meeting_is_withdrawn_and_comes_back(meeting: Meeting, kiel: RegionCard, visitor: Client) -> None:
    address = page_of(meeting)
    with stepping_into(kiel), committed():
        hide(meeting, reason="Anfrage", by="Ute", at=timezone.now())
    assert "wurde zurückgezogen" in words(visitor.get(address))
    with stepping_into(kiel), committed():
        show(meeting, by="Ute", at=timezone.now())
    assert "Wann" in words(visitor.get(address))


def test_a_guest_registers_in_dortmund_and_confirms_in_kiel(
    meeting: Meeting, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    form = visitor.get(f"{page_of(meeting)}anmeldung/").content.decode()
    assert '<div class="kl-trap" aria-hidden="true">' in form
    with committed():
        page = visitor.post(f"{page_of(meeting)}anmeldung/", filled_in(dortmund, email="gertrud@example.org"))

    assert "Bitte bestätigen Sie Ihre Adresse" in words(page)
    with stepping_into(kiel):
        row = Registration.objects.get()
    assert (row.email, row.via_region, row.via_name) == ("gertrud@example.org", dortmund.id, dortmund.name)
    with stepping_into(dortmund):
        assert not Registration.objects.exists()
    assert [letter.to for letter in mail.outbox] == [["gertrud@example.org"]]
    assert kiel.url in mail.outbox[0].body


def test_nobody_is_sent_more_letters_for_registering_next_door(
    meeting: Meeting, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    with stepping_into(kiel):
        for _try in range(20):
            count_registration("gertrud@example.org")

    page = visitor.post(f"{page_of(meeting)}anmeldung/", filled_in(dortmund, email="Gertrud@example.org"))

    assert "Mit dieser Adresse gab es heute schon viele Anmeldungen." in words(page)
    with stepping_into(kiel):
        assert not Registration.objects.exists()
    assert visitor.post(f"{page_of(meeting)}anmeldung/", filled_in(dortmund, email="b@example.org")).status_code == 200


def test_what_its_origin_has_switched_off_is_not_shown_next_door_until_it_is_on_again(
    meeting: Meeting, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    form, page = filled_in(dortmund), page_of(meeting)
    switch_in(kiel, on=False)
    answers = [visitor.get(page), visitor.get(f"{page}anmeldung/"), visitor.post(f"{page}anmeldung/", form)]
    sentence = f"{kiel.name} hat „Termine“ gerade abgeschaltet."
    assert [(answer.status_code, sentence in words(answer)) for answer in answers] == [(404, True)] * 3
    with stepping_into(kiel):
        assert not Registration.objects.exists()

    switch_in(kiel, on=True)
    assert "Platz reservieren" in words(visitor.get(page))
    assert visitor.post(f"{page}anmeldung/", form).status_code == 200
    with stepping_into(kiel):
        assert Registration.objects.count() == 1


def switch_in(region: RegionCard, *, on: bool) -> None:
    with stepping_into(region), committed():
        switch(modules()["meetings"], on=on, by="Ute", at=timezone.now())


def test_a_form_sent_twice_registers_once(
    meeting: Meeting, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    for _time in range(2):
        visitor.post(f"{page_of(meeting)}anmeldung/", filled_in(dortmund))
    with stepping_into(kiel):
        assert Registration.objects.count() == 1


def test_who_is_recorded_agrees_next_door_too(
    meeting: Meeting, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    with stepping_into(kiel), committed():
        rearrange(meeting, {"recording_policy": "stage"}, by="Ute", at=timezone.now())
    assert visitor.post(f"{page_of(meeting)}anmeldung/", filled_in(dortmund)).status_code == 422
    assert visitor.post(f"{page_of(meeting)}anmeldung/", filled_in(dortmund, agrees="on")).status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_one_query_for_all_neighbours_meetings(
    kiel: RegionCard,
    dortmund: RegionCard,
    at_once: None,
    visitor: Client,
    many: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    from marketplace.meetings.shared.lists import shared_meetings

    for _number in range(many):
        with stepping_into(kiel), committed():
            one = make_meeting(audience="all")
            share(one)
        show_in(dortmund, one)
    with stepping_into(dortmund), django_assert_num_queries(1):
        rows = [(one.title, one.host_name, one.place) for one in shared_meetings(ends_after=timezone.now())]
    assert len(rows) == many


def test_a_notice_about_it_goes_to_the_office_that_shows_it(
    meeting: Meeting, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    with stepping_into(None):
        adoption = Adoption.objects.get()
    form_url = f"/melden/shared/{adoption.pk}/"
    assert f'href="{form_url}"' in visitor.get(page_of(meeting)).content.decode()
    assert make_client(kiel).get(form_url).status_code == 404
    with stepping_into(dortmund):
        make_user(email="karl@dortmund.example")
    said = {"category": "fraud", "why": "Da stimmt etwas nicht.", "good_faith": "on"}
    assert visitor.post(form_url, said).status_code == 302
    with stepping_into(kiel):
        assert not Notice.objects.exists()
    with stepping_into(dortmund):
        notice = Notice.objects.get()
        assert (notice.title, "Auch für Betriebe bei uns." in notice.words) == ("Kurzarbeit: Fragen", True)
        hide_at_once(notice, by="Karl", at=timezone.now())
    assert "Kurzarbeit: Fragen" not in words(visitor.get("/termine/"))
    assert visitor.get(form_url).status_code == 404
    with stepping_into(dortmund):
        decide(notice, outcome=Outcome.KEEP, facts="Alles in Ordnung.", by="Karl", at=timezone.now())
    assert "Kurzarbeit: Fragen" in words(visitor.get("/termine/"))


def test_the_tile_of_the_front_page_says_as_many_as_the_list(
    meeting: Meeting, dortmund: RegionCard, visitor: Client
) -> None:
    with stepping_into(dortmund):
        make_meeting()
        make_meeting(cancelled_at=timezone.now())
    assert ["3 Termine" in words(visitor.get(path)) for path in ("/", "/termine/")] == [True, True]
