"""How registrations are said, and the addresses of the area in which they are looked after."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import gettext as _

from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.seats.register import is_open, takes_registrations
from marketplace.meetings.writing.side import Side

register = template.Library()


@register.simple_tag
def side_url(side: Side, route: str, *args: object) -> str:
    return side.url(route, *args)


@register.filter
def registration_state(registration: Registration) -> str:
    if registration.cancelled_at is not None:
        return _("abgemeldet")
    if registration.lapsed_at is not None:
        return _("Angebot abgelaufen")
    if registration.is_seated:
        return _("war da") if registration.joined_at else _("hat einen Platz")
    if registration.is_offered:
        return _("Platz angeboten")
    return _("Warteliste") if registration.is_waiting else _("noch nicht bestätigt")


@register.filter
def registration_colour(registration: Registration) -> str:
    if not registration.is_live:
        return "danger"
    return "success" if registration.is_seated else "warning" if registration.is_offered else "info"


@register.filter
def registration_state_of_meeting(meeting: Meeting, now: datetime) -> str:
    """``open``, ``soon``, ``closed``, or ``none`` where people just come."""
    if not takes_registrations(meeting):
        return "none"
    if is_open(meeting, at=now):
        return "open"
    return "soon" if meeting.opens_at is not None and now < meeting.opens_at else "closed"
