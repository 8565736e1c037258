"""Letters about meetings: to whoever announced one, and to those who have a seat when it is moved or cancelled."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from marketplace.meetings.feeds.entries import entry_of
from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.seats import letters as letters  # declared there, found with this module
from marketplace.meetings.seats.links import seat_address

HOSTS = ("body", "business")
OF_REGISTRATION = ("meeting__body", "meeting__business")


@letter("meetings.approved", Meeting, title=gettext_lazy("Termin ist öffentlich"), related=HOSTS)
def approved(meeting: Meeting) -> Letter | None:
    if not meeting.is_public or meeting.is_cancelled:
        return None
    button = {"button_url": meeting.page_address, "button_text": _("Termin ansehen")}
    return Letter(template="meetings/mail/approved", context={"meeting": meeting, **button})


@letter(
    "meetings.moved", Registration, title=gettext_lazy("Termin verlegt"), related=OF_REGISTRATION, answers_visitor=True
)
def moved(registration: Registration, *, sequence: int) -> Letter | None:
    """Not sent once it was moved again or cancelled: then another letter is on its way."""
    meeting = registration.meeting
    if meeting.sequence != sequence or meeting.is_cancelled or registration.cancelled_at is not None:
        return None
    return _to_registered(registration, "moved")


@letter(
    *("meetings.cancelled", Registration),
    title=gettext_lazy("Termin abgesagt"),
    related=OF_REGISTRATION,
    answers_visitor=True,
)
def cancelled(registration: Registration) -> Letter | None:
    if not registration.meeting.is_cancelled or registration.cancelled_at is not None:
        return None
    return _to_registered(registration, "cancelled")


def _to_registered(registration: Registration, template: str) -> Letter:
    """With the calendar's entry, so that it follows by itself; the button leads to the reader's own page."""
    meeting, own = registration.meeting, seat_address(registration)
    button = {"button_url": own, "button_text": _("Meine Anmeldung öffnen")}
    return Letter(
        template=f"meetings/mail/{template}",
        context={"registration": registration, "meeting": meeting, **button},
        calendar=[entry_of(meeting, url=own)],
    )
