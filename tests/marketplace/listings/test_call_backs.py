"""People who only have a telephone are called back: whom, what to say, and when it is done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from marketplace.listings.contact.write import forward
from marketplace.listings.help.take import follow_up, take
from marketplace.listings.lifetime.forget import forget
from marketplace.listings.lifetime.remind import remind
from marketplace.listings.models import Ask, CallBack, Kind, Listing
from tests.make_listing import make_listing, make_message, old_stamp
from tests.marketplace.listings.test_help import helper
from tests.post import deliver_all
from tests.words import words

LIST = "/verwaltung/boerse/rueckrufe/"
DAY = timedelta(days=1)
BY_PHONE = {"email": "", "phone": "0431 901-17", "consent": "Am Telefon, Ute Brandt", "word": "Ahorn-17"}


@pytest.fixture
def listing(gifts: Kind) -> Listing:
    return make_listing(gifts, contact_name="Frau Petersen", **BY_PHONE)


def test_a_message_is_read_out_and_the_answer_is_mailed(site: Client, office: Client, listing: Listing) -> None:
    page = words(site.get(listing.get_absolute_url()))
    assert "Frau Petersen hat kein Internet." in page
    assert "901-17" not in page
    form = {"name": "Jan", "email": "jan@example.org", "text": "Ist das Rad noch da?", "stamp": old_stamp()}
    site.post(f"/boerse/nachricht/{listing.pk}/", form)
    forward(listing.messages.get(), at=timezone.now())
    deliver_all()

    assert "Rückruf 1" in words(office.get("/verwaltung/"))
    page = words(office.get(LIST))
    for part in ("Frau Petersen", "0431 901-17", "Ahorn-17", "Jan hat geschrieben.", "Ist das Rad noch da?"):
        assert part in page, part
    assert "jan@example.org" not in page

    done = office.post(f"{LIST}{CallBack.objects.get().pk}/erledigung/", {"said": "Ja, bitte anrufen."}, follow=True)
    assert "Niemand wartet auf einen Rückruf." in words(done)
    (letter,) = deliver_all()
    assert (letter.to, letter.reply_to) == (["jan@example.org"], [])
    assert "Ja, bitte anrufen." in letter.body
    assert "Frau Petersen hat am Telefon geantwortet" in letter.body
    assert "901-17" not in letter.message().as_string()
    assert "Rückruf 1" not in words(office.get("/verwaltung/"))
    assert set(Entry.objects.values_list("action", flat=True)) >= {"listing.called_back", "listing.answered"}


def test_looking_finishes_nothing_and_done_can_be_taken_back(office: Client, listing: Listing) -> None:
    now = timezone.now()
    forward(make_message(listing), at=now)
    row = CallBack.objects.get()
    assert office.get(f"{LIST}{row.pk}/erledigung/").status_code == 405
    for _ in range(2):
        office.post(f"{LIST}{row.pk}/erledigung/")
    assert Entry.objects.filter(action="listing.called_back").count() == 1
    office.post(f"{LIST}{row.pk}/wiedervorlage/")
    row.refresh_from_db()
    assert row.done_at is None
    assert [one for one in deliver_all() if one.to == ["jan@example.org"]] == []


def test_help_that_was_found_the_question_after_it_and_the_end(gifts: Kind, office: Client) -> None:
    now = timezone.now()
    wanted = make_listing(Kind.objects.get(slug="hilfe-gesucht"), contact_name="Ilse", **BY_PHONE)
    take(Ask.objects.create(wanted=wanted, helper=helper(), wave=1, asked_at=now), at=now)
    follow_up(at=now + DAY)
    make_listing(gifts, shown_at=now - 20 * DAY, expires_at=now + DAY, **BY_PHONE)
    remind(at=now)

    assert sorted(CallBack.objects.values_list("why", flat=True)) == ["follow_up", "found", "reminder"]
    page = words(office.get(LIST))
    assert "Nele 0 will helfen" in page
    assert "Hat es mit der Hilfe geklappt?" in page
    assert "Noch da, vergeben oder löschen?" in page


def test_who_has_an_address_is_called_by_nobody(gifts: Kind) -> None:
    now = timezone.now()
    forward(make_message(make_listing(gifts)), at=now)
    make_listing(gifts, shown_at=now - 20 * DAY, expires_at=now + DAY)
    remind(at=now)
    assert not CallBack.objects.exists()


def test_it_is_forgotten_with_its_listing(listing: Listing) -> None:
    now = timezone.now()
    forward(make_message(listing), at=now)
    Listing.objects.update(closed_at=now, outcome="done", outcome_place="here")
    forget(at=now + 90 * DAY)
    assert not CallBack.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    office: Client,
    listing: Listing,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
    rows: int,
) -> None:
    for number in range(rows):
        forward(make_message(listing, email=f"jan{number}@example.org"), at=timezone.now())
    office.get(LIST)
    with django_assert_max_num_queries(12):
        office.get(LIST)
