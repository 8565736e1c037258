"""What stays after a meeting: papers for good, a recording until a date."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM, record
from marketplace.meetings.models import Meeting, Meetings, RecordingPolicy
from marketplace.review.decisions import locked

MOST_DAYS = 365  # who agreed to a recording agreed to twelve months at most


class NotAllowed(Exception):
    """People were told that nothing is recorded."""


class TooLong(Exception):
    """A recording goes after twelve months, and not before today."""


@transaction.atomic
def publish_afterwards(
    meeting: Meeting,
    *,
    material: list[dict[str, str]],
    recording_url: str = "",
    recording_until: date | None = None,
    by: Actor,
    at: datetime,
) -> Meeting:
    """Set the papers, each with ``label`` and ``url``, and the recording, whose last day is ``recording_until``.

    Refuses with ``NotAllowed`` or ``TooLong``. Nothing happens where nothing differs.
    """
    current = locked(meeting)
    recording = _recording(current, recording_url, recording_until, at=at)
    if current.material == material and current.recording == recording:
        return current
    current.material, current.recording, current.changed_at = material, recording, at
    current.save(update_fields=["material", "recording", "changed_at"])
    record("meeting.material_changed", current, by=by, at=at)
    return current


def _recording(meeting: Meeting, url: str, until: date | None, *, at: datetime) -> dict[str, str] | None:
    if not url:
        return None
    if meeting.recording_policy == RecordingPolicy.NONE:
        raise NotAllowed
    today = timezone.localdate(at)
    if until is None or not today <= until <= today + timedelta(days=MOST_DAYS):
        raise TooLong
    known = meeting.recording or {}
    published = known["published_at"] if known.get("url") == url else at.isoformat()
    return {"url": url, "published_at": published, "expires_on": until.isoformat()}


def forget_recordings(*, at: datetime) -> int:
    """Take away what was promised to go. Repeatable."""
    gone = 0
    for pk in expired_recordings(at).values_list("pk", flat=True):
        with transaction.atomic():
            meeting = expired_recordings(at).select_for_update().filter(pk=pk).first()
            if meeting is not None:
                meeting.recording, meeting.changed_at = None, at
                meeting.save(update_fields=["recording", "changed_at"])
                record("meeting.recording_gone", meeting, by=SYSTEM, at=at)
                gone += 1
    return gone


def expired_recordings(at: datetime) -> Meetings:
    """Those whose last day is over."""
    return Meeting.objects.filter(recording__expires_on__lt=timezone.localdate(at).isoformat())
