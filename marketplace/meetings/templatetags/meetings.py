"""What pages say of a meeting: ``{% load meetings %}``."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from marketplace.meetings import words
from marketplace.meetings.models import Meeting, RecordingPolicy
from marketplace.meetings.shared.card import meeting_of
from marketplace.meetings.writing.side import Side
from tenants.sharing.models import Card

register = template.Library()
# The colours of a traffic light: the words beside them say the same.
_RECORDING = {RecordingPolicy.NONE: "success", RecordingPolicy.STAGE: "warning", RecordingPolicy.ALL: "danger"}


@register.filter
def when(meeting: Meeting) -> str:
    return words.when(meeting.starts_at, meeting.ends_at)


@register.filter
def meeting_state(meeting: Meeting) -> str:
    """One or two words, for whoever looks after it."""
    if meeting.is_cancelled:
        return _("abgesagt")
    if meeting.state == "public" and meeting.is_over(timezone.now()):
        return _("vorbei")
    states = {
        "waiting": _("wird angesehen"),
        "asked": _("Rückfrage offen"),
        "rejected": _("abgelehnt"),
        "public": _("öffentlich"),
        "changed": _("Änderung wird angesehen"),
        "hidden": _("ausgeblendet"),
        "closed": _("zurückgezogen"),
    }
    return states[meeting.state]


@register.filter
def meeting_state_kind(meeting: Meeting) -> str:
    """The badge's colour."""
    if meeting.is_cancelled:
        return "danger"
    kinds = {"public": "success", "changed": "info", "waiting": "info", "asked": "warning", "rejected": "danger"}
    return "" if meeting.is_over(timezone.now()) else kinds.get(meeting.state, "")


@register.filter
def recording_kind(meeting: Meeting) -> str:
    return _RECORDING[RecordingPolicy(meeting.recording_policy)]


@register.filter
def moved_lately(meeting: Meeting, now: datetime) -> bool:
    """Whether its card should say that it was moved."""
    return meeting.moved_at is not None and not meeting.is_cancelled and meeting.ends_at > now


@register.filter
def day(written: str) -> str:
    """``3. Dezember 2026`` for a day as JSON holds it."""
    return date_format(date.fromisoformat(written), "j. F Y")


@register.simple_tag
def desk_url(side: Side, route: str, meeting: Meeting) -> str:
    """The address in whichever area somebody works."""
    return side.url(route, meeting.pk)


@register.filter
def as_meeting(card: Card) -> Meeting:
    """A neighbour's card as a meeting that no table holds."""
    meeting = meeting_of(card.facts)
    meeting.starts_at, meeting.ends_at = card.starts_at, card.ends_at  # type: ignore[assignment]
    return meeting


register.filter("experts_in_words", words.experts_in_words)
