"""After a meeting: the certificate of those who were there, and their answer to the one question of the thanks."""

from __future__ import annotations

from datetime import datetime

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record_unseen
from marketplace.meetings.models import Registration


class TooEarly(Exception):
    """The meeting has not begun."""


def has_certificate(registration: Registration, *, at: datetime) -> bool:
    """Of a meeting that offers one and is over, for somebody who was there."""
    meeting = registration.meeting
    was_there = registration.is_seated and registration.joined_at is not None
    return meeting.certificate and was_there and meeting.is_over(at) and not meeting.is_cancelled


def want_certificate(registration: Registration) -> None:
    """From now on the registration is kept for a year, so that the certificate can be fetched again."""
    Registration.objects.filter(pk=registration.pk, certificate_wanted=False).update(certificate_wanted=True)


def answer(registration: Registration, *, worth_it: bool) -> None:
    """Whether it was worth it; the last answer counts. The host sees numbers only."""
    Registration.objects.filter(pk=registration.pk, confirmed_at__isnull=False).update(worth_it=worth_it)


def note_attendance(registration: Registration, *, was_there: bool, by: Actor, at: datetime) -> None:
    """The host ticks who has come to a meeting on site. Refuses with ``TooEarly``."""
    if at < registration.meeting.starts_at:
        raise TooEarly
    if was_there == (registration.joined_at is not None) or not registration.is_seated:
        return
    Registration.objects.filter(pk=registration.pk).update(joined_at=at if was_there else None)
    record_unseen("registration.attended" if was_there else "registration.missed", registration, by=by, at=at)
