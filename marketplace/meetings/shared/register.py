"""Somebody registers at a neighbour's site: the form there, the registration here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kreislauf.shareable import RegistrationRefused, Via
from marketplace.meetings.models import Meeting
from marketplace.meetings.seats.forms import RegisterForm
from marketplace.meetings.seats.limits import TooMany, count_registration
from marketplace.meetings.seats.register import Guest, NeedsConsent, NotOpen, register
from marketplace.meetings.seats.register import Via as ViaRegion
from marketplace.meetings.shared.card import meeting_of


def form(data: Any, facts: Mapping[str, Any]) -> RegisterForm:
    """The same as on the meeting's own site."""
    return RegisterForm(data, meeting=meeting_of(facts))


def is_open(facts: Mapping[str, Any], at: datetime) -> bool:
    """As far as the card knows: whether a seat is free is asked when somebody registers."""
    if facts.get("registration") != "needed" or facts.get("cancelled"):
        return False
    meeting = meeting_of(facts)
    return (meeting.opens_at is None or meeting.opens_at <= at) and (
        meeting.closes_at is None or at < meeting.closes_at
    )


def register_here(pk: int, data: dict[str, Any], via: Via) -> str:
    """In the meeting's own region. Refuses with ``RegistrationRefused``."""
    meeting = Meeting.objects.select_related("body", "business").filter(pk=pk).first()
    if meeting is None:
        raise RegistrationRefused(_("Diesen Termin gibt es nicht mehr."))
    if not (data.get("webseite") and "trap" in settings.SPAM_CHECKS):
        _register(meeting, data, via)
    return _("Bitte bestätigen Sie Ihre Adresse: Wir haben Ihnen eine E-Mail mit einem Link geschickt.")


def _register(meeting: Meeting, data: dict[str, Any], via: Via) -> None:
    guest = Guest(
        name=data["name"],
        email=data["email"],
        organisation=data.get("organisation", ""),
        locale=get_language() or "de",
        agrees=data.get("agrees", False),
        certificate_wanted=data.get("certificate_wanted", False),
    )
    try:
        count_registration(guest.email)
        register(meeting, guest, key=data["key"], at=timezone.now(), via=ViaRegion(region=via.region_id, name=via.name))
    except TooMany as refusal:
        raise RegistrationRefused(str(refusal)) from None
    except NotOpen:
        raise RegistrationRefused(_("Für diesen Termin nimmt niemand mehr Anmeldungen an.")) from None
    except NeedsConsent:
        raise RegistrationRefused(_("Der Termin wird aufgezeichnet. Bitte laden Sie die Seite neu.")) from None
