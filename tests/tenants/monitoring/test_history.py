"""The last day out of its measurements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tenants.monitoring.history import Day, last_day
from tenants.monitoring.models import Measurement

pytestmark = pytest.mark.django_db
AT = timezone.now().replace(hour=12, minute=40, second=0, microsecond=0)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def a_day(*rows: tuple[int, dict[str, int]]) -> Day:
    """Minutes ago → what was measured."""
    for minutes_ago, values in rows:
        slot = AT - minutes(minutes_ago)
        Measurement.objects.create(slot=slot, at=slot, values=values)
    return last_day(at=AT)


def test_hours_have_their_highest_and_what_a_counter_has_grown() -> None:
    day = a_day(
        (24 * 60, {"queue": 99, "mail_sent": 1}),
        (100, {"queue": 3, "mail_sent": 10}),
        (95, {"queue": 8, "mail_sent": 14}),
        (35, {"queue": 2, "mail_sent": 20}),
        (5, {"queue": 1, "mail_sent": 4}),
    )

    # The counter began anew between the last two: 4 mails since then, at least.
    assert [number for _hour, number in day.highest("queue")] == [0] * 22 + [8, 2]
    assert [number for _hour, number in day.added("mail_sent")] == [0] * 22 + [4, 10]
    assert [hour for hour, _number in day.highest("queue")][-1] == AT.replace(minute=0)


def test_a_counter_that_was_away_for_a_while_has_grown_by_what_is_new() -> None:
    day = a_day((35, {"pages": 1000}), (30, {}), (25, {"pages": 1007}))

    assert day.total("pages") == 7
    assert [number for _hour, number in day.added("pages")] == [0] * 23 + [7]


def test_a_counter_that_this_version_has_first_does_not_begin_with_all_there_ever_were() -> None:
    assert a_day((10, {"mail_sent": 3}), (5, {"mail_sent": 4, "pages": 5000})).total("pages") == 0


def test_the_last_quarter_of_an_hour_is_that_of_the_measurements() -> None:
    day = a_day(*((ago, {"mail_failed": sent}) for ago, sent in ((25, 0), (20, 1), (15, 3), (10, 7), (5, 15))))

    assert day.total("mail_failed", last=minutes(15)) == 14
    assert day.total("mail_failed") == 15


def test_before_the_first_measurement_there_is_nothing() -> None:
    day = a_day()

    assert (day.total("pages"), sum(number for _hour, number in day.highest("queue"))) == (0, 0)
