"""Registering without an account: confirm, seat, waiting list, offer, cancel."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.seats import links
from marketplace.meetings.seats.cancel import cancel
from marketplace.meetings.seats.confirm import TooLate, confirm
from marketplace.meetings.seats.offer import OfferOver, accept, fill, lapse, to_fill
from marketplace.meetings.seats.register import Guest, register
from marketplace.partners.models import Membership
from tests.make import make_body, make_business
from tests.make_meeting import make_meeting, make_registration, registration_form
from tests.post import deliver_all
from tests.words import words

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def letters() -> list[tuple[str, str]]:
    """What was queued, to whom, in order."""
    mails = outbox().order_by("pk").values_list("kind", "recipient")
    return [(kind.removeprefix("meetings."), to) for kind, to in mails]


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def new(meeting: Meeting, **fields: object) -> Registration:
    """Somebody who has not confirmed yet."""
    return make_registration(meeting, confirmed_at=None, **fields)


def test_a_guest_registers_confirms_and_has_a_seat(site: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting(capacity=3)

    answer = site.post(f"/termine/{meeting.pk}/anmeldung/", registration_form(), follow=True)
    assert "innerhalb von 48 Stunden" in words(answer)
    registration = Registration.objects.get()
    assert (registration.is_unconfirmed, letters()) == (True, [("confirmation", "ilse@example.org")])

    path = path_of(links.confirmation_address(registration))
    assert "Möchten Sie kommen?" in words(site.get(path))
    registration.refresh_from_db()
    assert registration.is_unconfirmed  # looking changes nothing
    page = site.post(path, follow=True)

    assert "Ihr Platz ist sicher" in words(page)
    registration.refresh_from_db()
    meeting.refresh_from_db()
    assert (registration.is_seated, meeting.taken) == (True, 1)
    assert letters()[1:] == [("seat", "ilse@example.org")]


def test_the_form_sent_twice_makes_one(site: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting()
    page = site.get(f"/termine/{meeting.pk}/anmeldung/")
    key = page.context["form"].initial.get("key") or page.context["form"]["key"].value()
    for _time in range(2):
        site.post(f"/termine/{meeting.pk}/anmeldung/", registration_form(key=key))
    assert (Registration.objects.count(), len(letters())) == (1, 1)


def test_the_page_does_not_tell_who_is_registered_already(site: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting()
    make_registration(meeting, email="ilse@example.org")
    there = site.post(f"/termine/{meeting.pk}/anmeldung/", registration_form(email="Ilse@Example.org"), follow=True)
    new_one = site.post(f"/termine/{meeting.pk}/anmeldung/", registration_form(email="jan@example.org"), follow=True)
    assert words(there) == words(new_one)
    assert letters() == [("already", "ilse@example.org"), ("confirmation", "jan@example.org")]
    assert Registration.objects.count() == 2


def test_the_first_letter_repeats_nothing_that_was_typed(site: Client, in_kiel: RegionCard) -> None:
    meeting = make_meeting()
    site.post(f"/termine/{meeting.pk}/anmeldung/", registration_form(name="Gewinnen Sie jetzt", organisation="Casino"))
    (message,) = deliver_all()
    everything = message.body + str(message.alternatives[0][0])
    found = [word in everything for word in ("Gewinnen", "Casino", meeting.title)]
    assert found == [False, False, True]


@pytest.mark.parametrize(
    "fields",
    [
        {"registration": "none", "room_kind": "none", "room_url": ""},
        {"cancelled_at": timezone.now()},
        {"opens_at": timezone.now() + DAY},
        {"closes_at": timezone.now() - HOUR},
        {"starts_at": timezone.now() - DAY},
    ],
)
def test_no_registration_where_it_is_not_open(site: Client, in_kiel: RegionCard, fields: dict[str, object]) -> None:
    meeting = make_meeting(**fields)
    answer = site.post(f"/termine/{meeting.pk}/anmeldung/", registration_form())
    assert answer["Location"] == meeting.get_absolute_url()
    assert not Registration.objects.exists()


def test_confirmed_after_two_days_is_too_late(in_kiel: RegionCard) -> None:
    registration = new(make_meeting())
    with pytest.raises(TooLate):
        confirm(registration, at=registration.asked_at + timedelta(hours=48, seconds=1))
    assert confirm(registration, at=registration.asked_at + timedelta(hours=48)).is_seated


def test_asked_again_the_new_letter_is_good_for_two_days_from_then(in_kiel: RegionCard) -> None:
    now, guest = timezone.now(), Guest(name="Ilse", email="ilse@example.org")
    meeting = make_meeting(starts_at=now + 10 * DAY, ends_at=now + 11 * DAY)
    register(meeting, guest, key="one", at=now)
    again = register(meeting, guest, key="two", at=now + timedelta(hours=50))  # before the sweep, after the first link
    assert Registration.objects.count() == 1
    assert confirm(again, at=now + timedelta(hours=97)).is_seated


def test_who_confirms_when_it_is_full_waits_in_order(in_kiel: RegionCard) -> None:
    meeting, now = make_meeting(capacity=1), timezone.now()
    first, second, third = (new(meeting) for _ in range(3))
    confirm(first, at=now)
    confirm(third, at=now + HOUR)
    confirm(second, at=now + 2 * HOUR)
    assert list(Registration.objects.in_line()) == [third, second]
    meeting.refresh_from_db()
    assert meeting.taken == 1


def test_a_cancelled_seat_is_offered_to_the_next_for_a_day_and_then_to_the_one_after(in_kiel: RegionCard) -> None:
    meeting, now = make_meeting(capacity=1), timezone.now()
    first, second, third = (new(meeting) for _ in range(3))
    for registration in (first, second, third):
        confirm(registration, at=now)
    cancel(first, by="guest", at=now + HOUR)

    second.refresh_from_db()
    meeting.refresh_from_db()
    assert (second.is_offered, second.offer_ends_at, meeting.taken) == (True, now + HOUR + DAY, 1)
    assert lapse(at=now + DAY) == 0
    assert lapse(at=now + HOUR + DAY) == 1
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.lapsed_at, third.is_offered) == (now + HOUR + DAY, True)
    with pytest.raises(OfferOver):
        accept(second, at=now + HOUR + DAY)
    assert accept(third, at=now + 2 * DAY).is_seated
    meeting.refresh_from_db()
    assert meeting.taken == 1
    assert [kind for kind, _to in letters()] == [
        *("seat", "waiting", "waiting", "unregistered", "offer", "lapsed", "offer", "seat")
    ]


def test_a_newcomer_does_not_pass_those_who_wait(in_kiel: RegionCard) -> None:
    meeting, now = make_meeting(capacity=1), timezone.now()
    first, waiting, newcomer = (new(meeting) for _ in range(3))
    confirm(first, at=now)
    confirm(waiting, at=now)
    Meeting.objects.filter(pk=meeting.pk).update(capacity=2)  # the host adds a seat
    assert confirm(newcomer, at=now).is_waiting
    assert to_fill(now) == [meeting.pk]
    assert (fill(meeting.pk, at=now), fill(meeting.pk, at=now)) == (1, 0)
    waiting.refresh_from_db()
    assert waiting.is_offered
    assert to_fill(now) == []


def test_nobody_waits_so_a_cancelled_seat_is_free_again(in_kiel: RegionCard) -> None:
    meeting, now = make_meeting(capacity=1), timezone.now()
    first = confirm(new(meeting), at=now)
    cancel(first, by="guest", at=now)
    cancel(first, by="guest", at=now)
    meeting.refresh_from_db()
    assert meeting.taken == 0
    assert confirm(new(meeting), at=now).is_seated


def test_members_come_first_and_guests_follow_without_a_further_click(in_kiel: RegionCard) -> None:
    body, business, now = make_body(), make_business(email="backstube@example.org"), timezone.now()
    Membership.objects.create(body=body, business=business, asked_at=now)
    date = now + DAY
    meeting = make_meeting(body=body, capacity=2, members_first_until=date)
    guest, late = new(meeting), new(meeting)
    confirm(guest, at=now)
    confirm(late, at=now)
    member = new(meeting, email="backstube@example.org", is_member=True)
    assert (guest.refresh_from_db(), guest.is_waiting, confirm(member, at=now).is_seated) == (None, True, True)
    assert (to_fill(now), to_fill(date)) == ([], [meeting.pk])

    assert fill(meeting.pk, at=date) == 1
    guest.refresh_from_db()
    late.refresh_from_db()
    assert (guest.is_seated, late.is_waiting) == (True, True)


def test_whose_business_is_a_member_is_told_by_the_address(site: Client, in_kiel: RegionCard) -> None:
    body, now = make_body(), timezone.now()
    known, claims = make_business(email="backstube@example.org"), make_business(email="behauptet@example.org")
    Membership.objects.create(body=body, business=known, asked_at=now, confirmed_at=now)
    Membership.objects.create(body=body, business=claims, asked_at=now, consented_at=now)  # says so itself only
    meeting = make_meeting(body=body)
    for email in ("Backstube@example.org", "behauptet@example.org", "fremd@example.org"):
        site.post(f"/termine/{meeting.pk}/anmeldung/", registration_form(email=email))
    found = Registration.objects.order_by("pk").values_list("is_member", flat=True)
    assert list(found) == [True, False, False]


def test_cancelling_asks_first(site: Client, in_kiel: RegionCard) -> None:
    registration = make_registration(make_meeting())
    path = path_of(links.seat_address(registration)) + "abmeldung/"
    assert "abmelden?" in words(site.get(path))
    registration.refresh_from_db()
    assert registration.is_seated
    assert "Sie sind abgemeldet" in words(site.post(path, follow=True))
    registration.refresh_from_db()
    assert registration.cancelled_at is not None
