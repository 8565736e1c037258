"""What happens at its time: reminders, thanks, the minimum, forgetting."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.meetings.models import Registration
from marketplace.meetings.rearrange import rearrange
from marketplace.meetings.seats.forget import forget
from marketplace.meetings.seats.minimum import decide
from marketplace.meetings.seats.remind import send_due_letters
from tests.make_meeting import make_meeting, make_registration
from tests.post import deliver_all

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def letters() -> list[str]:
    return [kind.removeprefix("meetings.") for kind in outbox().order_by("pk").values_list("kind", flat=True)]


def test_the_three_letters_at_their_time_and_each_once(in_kiel: RegionCard) -> None:
    meeting, now = make_meeting(), timezone.now()
    make_registration(meeting, confirmed_at=now)
    make_registration(meeting, confirmed_at=None)  # has not confirmed
    make_registration(meeting, confirmed_at=None, waitlisted_at=now)
    make_registration(meeting, confirmed_at=now, cancelled_at=now)
    times = (-DAY - MINUTE, -DAY, -2 * HOUR, -31 * MINUTE, -30 * MINUTE, -MINUTE, timedelta(), 2 * HOUR)
    sent = [send_due_letters(at=meeting.starts_at + time) for time in times]
    assert sent == [0, 1, 0, 0, 1, 0, 0, 0]
    over = [send_due_letters(at=meeting.ends_at + time) for time in (59 * MINUTE, HOUR, 5 * HOUR, 3 * DAY)]
    assert (over, letters()) == ([0, 1, 0, 0], ["reminder_day", "reminder_soon", "thanks"])


def test_a_worker_that_stood_still_reminds_late_rather_than_never(in_kiel: RegionCard) -> None:
    meeting = make_meeting()
    make_registration(meeting)
    assert send_due_letters(at=meeting.starts_at - 5 * HOUR) == 1
    assert letters() == ["reminder_day"]


def test_who_registers_an_hour_before_is_not_told_of_tomorrow(in_kiel: RegionCard) -> None:
    meeting = make_meeting(starts_at=timezone.now() + HOUR)
    make_registration(meeting)
    assert send_due_letters(at=timezone.now()) == 0
    assert send_due_letters(at=meeting.starts_at - 20 * MINUTE) == 1
    assert letters() == ["reminder_soon"]


def test_a_cancelled_meeting_reminds_nobody(in_kiel: RegionCard) -> None:
    meeting = make_meeting(cancelled_at=timezone.now())
    make_registration(meeting)
    assert send_due_letters(at=meeting.starts_at - HOUR) == 0


def test_a_moved_meeting_reminds_anew(in_kiel: RegionCard) -> None:
    meeting, now = make_meeting(starts_at=timezone.now() + 23 * HOUR), timezone.now()
    make_registration(meeting, confirmed_at=now - 2 * DAY)
    assert send_due_letters(at=now) == 1
    later = {"starts_at": meeting.starts_at + 3 * DAY, "ends_at": meeting.ends_at + 3 * DAY}
    rearrange(meeting, later, by="test", at=now)
    assert send_due_letters(at=later["starts_at"] - DAY) == 1


def test_the_letter_about_the_seat_brings_the_calendar_s_entry(in_kiel: RegionCard) -> None:
    from marketplace.meetings.seats import letters as kinds

    registration = make_registration(make_meeting())
    kinds.queue(kinds.seat, registration)
    (message,) = deliver_all()
    text = next(content for content, kind in message.alternatives if kind.startswith("text/calendar"))
    assert f"UID:{registration.meeting.uid}" in text
    assert "/termine/platz/" in text.replace("\n ", "")


def test_too_few_and_it_is_cancelled_on_its_day(in_kiel: RegionCard) -> None:
    now = timezone.now()
    few, enough = (make_meeting(minimum=2, decide_by=now + DAY) for _ in range(2))
    make_registration(few)
    make_registration(few, confirmed_at=None)
    for _ in range(2):
        make_registration(enough)
    assert (decide(at=now + DAY - MINUTE), decide(at=now + DAY)) == (0, 1)

    few.refresh_from_db()
    enough.refresh_from_db()
    assert (few.is_cancelled, enough.is_cancelled) == (True, False)
    assert few.cancel_reason == "Es haben sich weniger als 2 Personen angemeldet."
    Registration.objects.filter(meeting=enough).update(cancelled_at=now)
    assert decide(at=now + 2 * DAY) == 0  # was decided: who cancels later calls nothing off


def test_how_long_registrations_live(in_kiel: RegionCard) -> None:
    meeting = make_meeting(certificate=True)
    was_there = make_registration(meeting, certificate_wanted=True, joined_at=meeting.starts_at)
    make_registration(meeting)
    make_registration(meeting, certificate_wanted=True)  # did not come
    make_registration(meeting, cancelled_at=timezone.now())
    unconfirmed = make_registration(meeting, confirmed_at=None)

    assert forget(at=unconfirmed.asked_at + 2 * DAY) == 0
    assert forget(at=unconfirmed.asked_at + 2 * DAY + MINUTE) == 1
    assert forget(at=meeting.ends_at + 30 * DAY) == 0
    assert forget(at=meeting.ends_at + 30 * DAY + MINUTE) == 3
    assert list(Registration.objects.all()) == [was_there]
    assert forget(at=meeting.ends_at + 365 * DAY) == 0
    assert forget(at=meeting.ends_at + 365 * DAY + MINUTE) == 1
