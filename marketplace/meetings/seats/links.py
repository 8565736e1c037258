"""The signed links of somebody who has registered: to confirm the address, and their own page."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from kreislauf.links import sign, unsign
from kreislauf.regions import current_region
from marketplace.meetings.models import Registration

VALID = timedelta(hours=48)  # to confirm an address
CONFIRMATION, SEAT = "meeting registration", "meeting seat"
# Meetings are planned a year ahead at most, and a registration lives for another one.
_SEAT = timedelta(days=800)


def confirmation_address(registration: Registration) -> str:
    token = sign(CONFIRMATION, registration.pk, expires=VALID, at=registration.asked_at)
    return _absolute("meetings:seats:confirmation", token)


def seat_token(registration: Registration) -> str:
    return sign(SEAT, registration.pk, expires=_SEAT)


def seat_address(registration: Registration) -> str:
    """The page of one person: the room, the calendar entry, cancelling. It is in no other letter than theirs."""
    return _absolute("meetings:seats:seat", seat_token(registration))


def registration_of(purpose: str, token: str) -> Registration | None:
    """None if it is gone by now. Refuses with ``kreislauf.links.BadLink``."""
    rows = Registration.objects.select_related("meeting__body", "meeting__business")
    return rows.filter(pk=unsign(purpose, token)).first()


def _absolute(route: str, token: str) -> str:
    return current_region().url + reverse(route, urlconf="kreislauf.urls_region", args=[token])
