"""Letters to people who have registered. None holds the address of a room: each leads to the person's own page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.calendars.entry import Entry
from kreislauf.mail.kinds import Kind, letter
from kreislauf.mail.message import Letter
from marketplace.meetings.feeds.entries import entry_of
from marketplace.meetings.models import Registration
from marketplace.meetings.rooms.kinds import has_entrance
from marketplace.meetings.seats import links
from marketplace.meetings.seats.when import details, moment

RELATED: dict[str, Any] = {"related": ("meeting__body", "meeting__business"), "answers_visitor": True}


def queue(kind: Kind[Registration], registration: Registration, **detail: Any) -> None:
    """In the language in which somebody registered. Who registered by telephone has no address, and gets none."""
    with translation.override(registration.locale):
        kind.queue(registration, to=registration.email, **detail)


@letter("meetings.confirmation", Registration, title=gettext_lazy("Anmeldung zu einem Termin bestätigen"), **RELATED)
def confirmation(registration: Registration) -> Letter | None:
    """The first letter to an address that anybody may have typed: it repeats nothing that was typed."""
    if not registration.is_unconfirmed or registration.meeting.is_cancelled:
        return None
    button = {"button_url": links.confirmation_address(registration), "button_text": _("Anmeldung bestätigen")}
    return _letter("confirmation", registration, **button)


@letter("meetings.already", Registration, title=gettext_lazy("Schon angemeldet"), **RELATED)
def already(registration: Registration) -> Letter | None:
    return _own("already", registration) if registration.is_live else None


@letter("meetings.seat", Registration, title=gettext_lazy("Platz bei einem Termin"), **RELATED)
def seat(registration: Registration) -> Letter | None:
    """With the calendar's entry, in which the reader's own page stands."""
    return replace(_own("seat", registration), calendar=[_entry(registration)]) if _comes(registration) else None


@letter("meetings.waiting", Registration, title=gettext_lazy("Auf der Warteliste eines Termins"), **RELATED)
def waiting(registration: Registration) -> Letter | None:
    if not registration.is_waiting:
        return None
    date = registration.meeting.members_first_until
    held_back = date is not None and timezone.now() < date and not registration.is_member
    return _own("waiting", registration, members_until=moment(date) if date and held_back else "")


@letter("meetings.offer", Registration, title=gettext_lazy("Ein Platz ist frei geworden"), **RELATED)
def offer(registration: Registration) -> Letter | None:
    if not registration.is_offered or registration.meeting.is_cancelled:
        return None
    until = moment(registration.offer_ends_at) if registration.offer_ends_at else ""
    return _own("offer", registration, _("Platz annehmen"), until=until)


@letter("meetings.lapsed", Registration, title=gettext_lazy("Der freie Platz ging weiter"), **RELATED)
def lapsed(registration: Registration) -> Letter | None:
    if registration.lapsed_at is None or registration.meeting.is_cancelled:
        return None
    button = {"button_url": registration.meeting.page_address, "button_text": _("Termin ansehen")}
    return _letter("lapsed", registration, **button)


@letter("meetings.unregistered", Registration, title=gettext_lazy("Von einem Termin abgemeldet"), **RELATED)
def unregistered(registration: Registration) -> Letter | None:
    if registration.cancelled_at is None:
        return None
    button = {"button_url": registration.meeting.page_address, "button_text": _("Termin ansehen")}
    return _letter("unregistered", registration, **button)


@letter("meetings.reminder_day", Registration, title=gettext_lazy("Erinnerung am Tag vor einem Termin"), **RELATED)
def reminder_day(registration: Registration) -> Letter | None:
    return _own("reminder_day", registration) if _comes(registration) else None


@letter("meetings.reminder_soon", Registration, title=gettext_lazy("Erinnerung kurz vor einem Termin"), **RELATED)
def reminder_soon(registration: Registration) -> Letter | None:
    return _own("reminder_soon", registration) if _comes(registration) else None


@letter("meetings.thanks", Registration, title=gettext_lazy("Dank nach einem Termin"), **RELATED)
def thanks(registration: Registration) -> Letter | None:
    return _own("thanks", registration, _("Unterlagen ansehen und antworten")) if _comes(registration) else None


def _entry(registration: Registration) -> Entry:
    return entry_of(registration.meeting, url=links.seat_address(registration))


def _comes(registration: Registration) -> bool:
    return registration.is_seated and not registration.meeting.is_cancelled


def _own(name: str, registration: Registration, button_text: str = "", **context: object) -> Letter:
    button = {"button_url": links.seat_address(registration), "button_text": button_text or _("Meine Anmeldung öffnen")}
    return _letter(name, registration, **button, **context)


def _letter(name: str, registration: Registration, **context: object) -> Letter:
    meeting = registration.meeting
    rows = [(_("Termin"), meeting.title), *details(meeting)]
    facts = {"meeting": meeting, "details": rows, "has_room": has_entrance(meeting)}
    everything = {"registration": registration, "name": registration.name, **facts, **context}
    return Letter(template=f"meetings/seats/mail/{name}", context=everything)
