"""The rules of the verbs: what a series is, what is refused, what goes by itself, what a leaving partner hands over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.meetings.afterwards import NotAllowed, TooLong, forget_recordings, publish_afterwards
from marketplace.meetings.announce import announce
from marketplace.meetings.cancel import cancel
from marketplace.meetings.edit import cancel_following, edit, following
from marketplace.meetings.hand_over import hand_over
from marketplace.meetings.models import Meeting
from marketplace.meetings.notify import notify_registered
from marketplace.meetings.rearrange import IsCancelled, IsOver, PolicyFrozen, TooFewSeats, rearrange
from marketplace.meetings.repeat import Repeat, begins
from tests.make import make_body, make_business
from tests.make_meeting import make_meeting, make_registration
from tests.post import deliver_all

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def local(*parts: int) -> datetime:
    return timezone.make_aware(datetime(*parts))  # type: ignore[arg-type]  # noqa: DTZ001 - made aware here


def clocks(moments: list[datetime]) -> list[str]:
    return [f"{timezone.localtime(one):%Y-%m-%d %H:%M}" for one in moments]


def test_a_series_meets_at_the_same_time_on_the_clock_over_both_changes() -> None:
    autumn = begins(local(2026, 10, 22, 18, 0), Repeat.WEEKLY, times=2)
    spring = begins(local(2027, 3, 25, 18, 0), Repeat.WEEKLY, times=2)
    assert clocks(autumn) == ["2026-10-22 18:00", "2026-10-29 18:00"]
    assert [one.astimezone(UTC).hour for one in autumn] == [16, 17]
    assert clocks(spring) == ["2027-03-25 18:00", "2027-04-01 18:00"]
    assert [one.astimezone(UTC).hour for one in spring] == [17, 16]


def test_every_month_means_the_same_weekday_and_the_fifth_is_the_last() -> None:
    third = begins(local(2026, 11, 19, 9, 30), Repeat.MONTHLY, times=3)
    assert clocks(third) == ["2026-11-19 09:30", "2026-12-17 09:30", "2027-01-21 09:30"]
    fifth = begins(local(2026, 10, 29, 9, 30), Repeat.MONTHLY, times=3)
    assert clocks(fifth) == ["2026-10-29 09:30", "2026-11-26 09:30", "2026-12-31 09:30"]


def test_every_second_week_and_once() -> None:
    assert clocks(begins(local(2026, 12, 1, 8, 0), Repeat.FORTNIGHTLY, times=2)) == [
        *("2026-12-01 08:00", "2026-12-15 08:00"),
    ]
    assert len(begins(local(2026, 12, 1, 8, 0), Repeat.ONCE, times=9)) == 1


def series(in_days: int = 7, times: int = 4) -> list[Meeting]:
    starts = local(*timezone.localtime(timezone.now() + in_days * DAY).timetuple()[:3], 18, 0)
    entry = {"title": "Gründertreff", "starts_at": starts, "ends_at": starts + HOUR, "closes_at": starts - 2 * DAY}
    announce(entry, key="reihe", by="Ute", at=timezone.now(), releases=True, repeat=Repeat.WEEKLY, times=times)
    return list(Meeting.objects.order_by("starts_at"))


def test_a_series_is_rows_with_uids_of_their_own(in_kiel: RegionCard) -> None:
    rows = series()
    assert len({one.uid for one in rows}) == 4
    assert len({one.series_key for one in rows}) == 1
    assert rows[0].uid.endswith("@kiel.localhost")
    closes = [one.starts_at - one.closes_at for one in rows if one.closes_at]
    assert [round(gap / DAY) for gap in closes] == [2, 2, 2, 2]


def test_this_and_all_that_follow_move_together_and_earlier_ones_stay(in_kiel: RegionCard) -> None:
    first, second, third, fourth = series()
    moved = second.starts_at + DAY + HOUR
    facts = {"starts_at": moved, "ends_at": moved + HOUR}
    edit(second, texts={}, facts=facts, by="Ute", at=timezone.now(), releases=True, all_following=True)
    now = clocks([one.starts_at for one in Meeting.objects.order_by("starts_at")])
    before = clocks([first.starts_at, second.starts_at + DAY, third.starts_at + DAY, fourth.starts_at + DAY])
    assert now == [before[0], *(text.replace("18:00", "19:00") for text in before[1:])]
    assert [one.sequence for one in Meeting.objects.order_by("starts_at")] == [0, 1, 1, 1]


def test_only_this_one_moves_where_nothing_else_is_said(in_kiel: RegionCard) -> None:
    _first, second, *_rest = series()
    facts = {"starts_at": second.starts_at + HOUR, "ends_at": second.ends_at + HOUR}
    edit(second, texts={}, facts=facts, by="Ute", at=timezone.now(), releases=True)
    assert [one.sequence for one in Meeting.objects.order_by("starts_at")] == [0, 1, 0, 0]


def test_the_rest_of_a_series_is_cancelled_at_once(in_kiel: RegionCard) -> None:
    _first, _second, third, _fourth = series()
    assert cancel_following(third, reason="Sommerpause", by="Ute", at=timezone.now()) == 2
    assert [one.is_cancelled for one in Meeting.objects.order_by("starts_at")] == [False, False, True, True]
    assert list(following(third, at=timezone.now())) == []


def test_what_is_over_or_cancelled_does_not_move(in_kiel: RegionCard) -> None:
    now = timezone.now()
    over = make_meeting(starts_at=now - 3 * HOUR)
    gone = make_meeting(cancelled_at=now)
    with pytest.raises(IsOver):
        rearrange(over, {"capacity": 9}, by="Ute", at=now)
    with pytest.raises(IsCancelled):
        rearrange(gone, {"capacity": 9}, by="Ute", at=now)
    with pytest.raises(IsOver):
        cancel(over, reason="zu spät", by="Ute", at=now)
    with pytest.raises(TypeError):
        rearrange(gone, {"title": "Neu"}, by="Ute", at=now)


def test_nobody_loses_a_seat_by_a_smaller_number(in_kiel: RegionCard) -> None:
    meeting = make_meeting(capacity=20, taken=12)
    with pytest.raises(TooFewSeats):
        rearrange(meeting, {"capacity": 11}, by="Ute", at=timezone.now())
    rearrange(meeting, {"capacity": 12}, by="Ute", at=timezone.now())
    assert Meeting.objects.get().is_full


def test_what_was_said_of_recording_stays_once_somebody_is_in(in_kiel: RegionCard) -> None:
    meeting = make_meeting()
    rearrange(meeting, {"recording_policy": "stage"}, by="Ute", at=timezone.now())
    make_registration(meeting, joined_at=timezone.now())
    with pytest.raises(PolicyFrozen):
        rearrange(meeting, {"recording_policy": "all"}, by="Ute", at=timezone.now())


def test_more_seats_or_another_room_are_no_other_calendar_entry(in_kiel: RegionCard) -> None:
    meeting = make_meeting(capacity=20)
    rearrange(meeting, {"capacity": 30, "room_url": "https://anders.example/"}, by="Ute", at=timezone.now())
    assert (Meeting.objects.get().sequence, Meeting.objects.get().moved_at) == (0, None)


def test_one_that_nobody_has_seen_moves_without_counting(in_kiel: RegionCard) -> None:
    meeting = make_meeting(approved_at=None, released_at=None)
    rearrange(meeting, {"starts_at": meeting.starts_at - HOUR}, by="Ute", at=timezone.now())
    assert (Meeting.objects.get().sequence, Meeting.objects.get().moved_from) == (0, None)


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("online_has_no_place", {"street": "Bergstraße 2"}),
        ("ends_after_it_starts", {"ends_at": datetime(2026, 1, 1, tzinfo=UTC)}),
        ("taken_within_capacity", {"capacity": 1, "taken": 2}),
        ("minimum_by_a_day", {"minimum": 8}),
        ("pin_whole", {"kind": "onsite", "latitude": 54.3}),
    ],
)
def test_the_database_holds_what_must_always_hold(in_kiel: RegionCard, rule: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=f"meeting_{rule}"):
        make_meeting(**wrong)


def test_two_hosts_are_impossible(in_kiel: RegionCard) -> None:
    with pytest.raises(IntegrityError, match="meeting_one_host"):
        make_meeting(body=make_body(), business=make_business())


def test_everybody_with_a_seat_or_in_line_hears_once_of_each_change(in_kiel: RegionCard) -> None:
    meeting, now = make_meeting(), timezone.now()
    make_registration(meeting, email="sitzt@example.org")
    make_registration(meeting, email="wartet@example.org", confirmed_at=None, waitlisted_at=now)
    make_registration(meeting, email="neu@example.org", confirmed_at=None)
    make_registration(meeting, email="weg@example.org", cancelled_at=now)
    rearrange(meeting, {"starts_at": meeting.starts_at - HOUR}, by="Ute", at=now)
    assert (notify_registered(at=now), notify_registered(at=now)) == (2, 0)
    letters = deliver_all()
    assert sorted(one.to[0] for one in letters) == ["sitzt@example.org", "wartet@example.org"]
    assert {one.subject for one in letters} == {"Verlegt: Kurzarbeitergeld: Fragen an die Agentur"}
    assert not any("raum.example" in one.body for one in letters)

    cancel(meeting, reason="Frau Brandt ist krank.", by="Ute", at=now)
    assert notify_registered(at=now) == 2
    assert all("Frau Brandt ist krank." in one.body for one in deliver_all())


def test_a_letter_of_a_move_is_not_sent_once_the_meeting_is_cancelled(in_kiel: RegionCard) -> None:
    meeting, now = make_meeting(), timezone.now()
    make_registration(meeting)
    rearrange(meeting, {"starts_at": meeting.starts_at - HOUR}, by="Ute", at=now)
    notify_registered(at=now)
    cancel(meeting, reason="krank", by="Ute", at=now)
    notify_registered(at=now)
    assert [one.subject for one in deliver_all()] == ["Abgesagt: Kurzarbeitergeld: Fragen an die Agentur"]


PAPER = [{"label": "Folien", "url": "https://ihk.example.com/folien.pdf"}]


def test_a_recording_goes_on_the_day_that_was_promised(in_kiel: RegionCard) -> None:
    now = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    meeting = make_meeting(starts_at=now - 3 * HOUR, recording_policy="stage")
    until = date(2026, 12, 31)
    url = "https://video.example.com/1"
    publish_afterwards(meeting, material=PAPER, recording_url=url, recording_until=until, by="Ute", at=now)
    meeting.refresh_from_db()
    assert meeting.recording_on(until) is not None
    assert meeting.recording_on(until + DAY) is None
    assert forget_recordings(at=now + 30 * DAY) == 0
    assert forget_recordings(at=datetime(2026, 12, 31, 22, 59, tzinfo=UTC)) == 0
    assert forget_recordings(at=datetime(2026, 12, 31, 23, 1, tzinfo=UTC)) == 1  # past midnight here
    meeting.refresh_from_db()
    assert (meeting.recording, meeting.material) == (None, PAPER)


@pytest.mark.parametrize("until", [None, date(2026, 11, 30), date(2027, 12, 2)])
def test_a_recording_needs_a_last_day_within_twelve_months(in_kiel: RegionCard, until: date | None) -> None:
    now = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    meeting = make_meeting(starts_at=now - 3 * HOUR, recording_policy="all")
    with pytest.raises(TooLong):
        publish_afterwards(
            meeting, material=[], recording_url="https://v.example.com/", recording_until=until, by="U", at=now
        )


def test_nothing_was_recorded_where_nothing_was_announced(in_kiel: RegionCard) -> None:
    meeting = make_meeting()
    with pytest.raises(NotAllowed):
        publish_afterwards(
            *(meeting,), material=[], recording_url="https://v.example.com/", by="Ute", at=timezone.now()
        )


def test_a_leaving_partner_s_meetings_go_to_the_heir_or_are_cancelled(in_kiel: RegionCard) -> None:
    body, heir, now = make_body(), make_body(name="Handwerkskammer"), timezone.now()
    make_meeting(body=body)
    make_meeting(body=body, starts_at=now - 10 * DAY)
    assert hand_over(body, heir, "Ute", now) == 2
    assert Meeting.objects.filter(body=heir).count() == 2
    assert hand_over(heir, None, "Ute", now) == 1
    assert [one.is_cancelled for one in Meeting.objects.order_by("starts_at")] == [False, True]
