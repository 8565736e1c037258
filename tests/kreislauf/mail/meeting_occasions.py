"""What makes each kind of mail about meetings be written, to hosts and to those who have a seat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from marketplace.meetings import emails
from marketplace.meetings.reviewed import REVIEW
from marketplace.meetings.seats import letters
from tests.make_meeting import make_meeting, make_registration


def about_meetings() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    now = timezone.now()
    new = {"approved_at": None, "released_at": None}
    meeting, waiting = make_meeting(), make_meeting(**new)
    asked = make_meeting(**new, asked_at=now, question="Wer spricht?")
    refused = make_meeting(**new, rejected_at=now, reject_reason="Das ist Werbung.")
    moved = make_registration(make_meeting(sequence=1, moved_at=now))
    cancelled = make_registration(make_meeting(sequence=1, cancelled_at=now, cancel_reason="Krank."))
    return {
        "meetings.approval": lambda to: REVIEW.letters.approval.queue(waiting, to=to, version=waiting.version),
        "meetings.question": lambda to: REVIEW.letters.question.queue(asked, to=to, version=asked.version),
        "meetings.delay": lambda to: REVIEW.letters.delay.queue(waiting, to=to, version=waiting.version),
        "meetings.rejected": lambda to: REVIEW.letters.rejected.queue(refused, to=to, version=refused.version),
        "meetings.approved": lambda to: emails.approved.queue(meeting, to=to),
        "meetings.moved": lambda to: emails.moved.queue(moved, to=to, sequence=1),
        "meetings.cancelled": lambda to: emails.cancelled.queue(cancelled, to=to),
        **_about_seats(),
    }


def _about_seats() -> dict[str, Callable[[str], object]]:
    now, meeting = timezone.now(), make_meeting(certificate=True)
    seat, asked = make_registration(meeting), make_registration(meeting, confirmed_at=None)
    waits = {"confirmed_at": None, "waitlisted_at": now}
    waiting = make_registration(meeting, **waits)
    offered = make_registration(meeting, **waits, offered_at=now, offer_ends_at=now + timedelta(days=1))
    lapsed = make_registration(meeting, **waits, offered_at=now, offer_ends_at=now, lapsed_at=now)
    gone = make_registration(meeting, cancelled_at=now)
    return {
        "meetings.confirmation": lambda to: letters.confirmation.queue(asked, to=to),
        "meetings.already": lambda to: letters.already.queue(seat, to=to),
        "meetings.seat": lambda to: letters.seat.queue(seat, to=to),
        "meetings.waiting": lambda to: letters.waiting.queue(waiting, to=to),
        "meetings.offer": lambda to: letters.offer.queue(offered, to=to),
        "meetings.lapsed": lambda to: letters.lapsed.queue(lapsed, to=to),
        "meetings.unregistered": lambda to: letters.unregistered.queue(gone, to=to),
        "meetings.reminder_day": lambda to: letters.reminder_day.queue(seat, to=to),
        "meetings.reminder_soon": lambda to: letters.reminder_soon.queue(seat, to=to),
        "meetings.thanks": lambda to: letters.thanks.queue(seat, to=to),
    }
