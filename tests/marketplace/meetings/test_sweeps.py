"""The sweeps of all regions find those in which something is due, and do it there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.meetings import tasks
from marketplace.meetings.models import Registration
from tests.make_meeting import make_meeting, make_registration

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_what_is_due_in_one_region_is_done_there(kiel: RegionCard, dortmund: RegionCard, at_once: None) -> None:
    now = timezone.now()
    with stepping_into(kiel):
        soon = make_meeting(starts_at=now + 20 * HOUR)
        make_registration(soon, confirmed_at=now - 2 * DAY)
        full = make_meeting(capacity=1)
        waits = {"confirmed_at": None, "waitlisted_at": now}
        make_registration(full, **waits, offered_at=now - 2 * DAY, offer_ends_at=now - DAY)
        make_registration(full, **waits)
        make_registration(full, confirmed_at=None, asked_at=now - 3 * DAY)
    tasks.sweep_regions()
    tasks.forget_in_regions()
    with stepping_into(kiel):
        kinds = sorted(kind for kind in outbox().values_list("kind", flat=True))
        assert kinds == ["meetings.lapsed", "meetings.offer", "meetings.reminder_day"]
        assert Registration.objects.count() == 3
    with stepping_into(dortmund):
        assert not outbox().exists()


def test_a_letter_about_a_move_that_the_queue_has_lost(kiel: RegionCard, at_once: None) -> None:
    now = timezone.now()
    with stepping_into(kiel):
        make_registration(make_meeting(sequence=1, moved_at=now))
    tasks.sweep_regions()
    with stepping_into(kiel):
        assert list(outbox().values_list("kind", flat=True)) == ["meetings.moved"]
