"""How registrations are said, and the addresses of the area in which they are looked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _

from marketplace.meetings.models import Registration

if TYPE_CHECKING:
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
