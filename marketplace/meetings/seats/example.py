"""Registrations with the secret word in their texts, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kreislauf.links import sign
from kreislauf.slices import Example
from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.seats.links import CONFIRMATION, SEAT

DAY = timedelta(days=1)
OWN = ("seat", "room", "acceptance", "cancellation", "worth", "certificate")
OF_MEETING = ("registrations", "new_registration", "attendance_sheet", "room")
OF_ONE = ("registration_removal", "attendance")


def seat_examples(secret: str, *, partner: Meeting, business: Meeting, office: Meeting) -> dict[str, Example]:
    """Somebody who comes to each of them, and somebody who has not confirmed."""
    found: dict[str, Example] = {}
    for area, meeting in (("partner", partner), ("business", business), ("office", office)):
        comes = _registration(secret, meeting, area)
        found |= {f"meetings:{area}:{name}": Example(meeting) for name in OF_MEETING}
        one = {"pk": meeting.pk, "registration": comes.pk}
        found |= {f"meetings:{area}:{name}": Example(comes, one) for name in OF_ONE}
    asked = _registration(secret, partner, "neu", confirmed=False)
    own = {"token": sign(SEAT, comes.pk, expires=DAY)}
    found |= {f"meetings:seats:{name}": Example(comes, own) for name in OWN}
    found["meetings:seats:registration"] = Example(partner)
    found["meetings:seats:confirmation"] = Example(asked, {"token": sign(CONFIRMATION, asked.pk, expires=DAY)})
    return found


def _registration(secret: str, meeting: Meeting, name: str, *, confirmed: bool = True) -> Registration:
    now, word = timezone.now(), secret.lower()
    if confirmed:
        Meeting.objects.filter(pk=meeting.pk).update(taken=1)
    return Registration.objects.create(
        meeting=meeting,
        name=f"Ilse {secret}",
        email=f"{name}-{word}@example.org",
        organisation=f"Betrieb {secret}",
        key=f"{name}-{word}",
        asked_at=now,
        confirmed_at=now if confirmed else None,
    )
