"""What staff decides on before a meeting is seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kreislauf.audit.actor import Actor
from marketplace.advice.models import Topic
from marketplace.meetings import emails
from marketplace.meetings.models import Meeting
from marketplace.meetings.shared.card import share
from marketplace.meetings.submitter import submitter_of
from marketplace.meetings.words import experts_in_words, when
from marketplace.meetings.writing.forms import TextsForm, texts_of
from marketplace.review.differences import Difference, differences, value_in_words
from marketplace.review.kinds import Fact, Review

REFUSED_KEPT = timedelta(days=182)


def approved(meeting: Meeting, *, is_new: bool, by: Actor, at: datetime) -> None:
    """It is new from now on; a changed text is no new meeting."""
    meeting.changed_at = at
    if is_new:
        meeting.released_at = at
    meeting.save(update_fields=["changed_at", "released_at"])
    share(meeting)
    submitter = submitter_of(meeting)
    if getattr(by, "email", "") != submitter:  # whoever published it knows
        emails.approved.queue(meeting, to=submitter)


def _differences(before: Meeting, after: Meeting) -> list[Difference]:
    return differences(before, after, words_of=_in_words, leave=("text_html",))


def _in_words(name: str, value: Any) -> str:
    if name == "topic_id":
        return str(Topic.objects.filter(pk=value).first() or "")
    return experts_in_words(value) if name == "experts" else value_in_words(name, value)


def _facts(meeting: Meeting) -> Iterable[Fact]:
    yield _("Thema"), meeting.topic
    yield _("Wann"), when(meeting.starts_at, meeting.ends_at)
    yield _("Wo"), meeting.place
    yield _("Veranstaltet von"), meeting.host_name
    yield _("Anmeldung"), meeting.get_registration_display()
    yield _("Plätze"), meeting.capacity
    yield _("Aufzeichnung"), meeting.get_recording_policy_display()
    yield _("Fachleute"), experts_in_words(meeting.experts)


def _known_as(meeting: Meeting) -> tuple[str, str]:
    if meeting.body_id:
        return f"body:{meeting.body_id}", meeting.host_name
    if meeting.business_id:
        return f"business:{meeting.business_id}", meeting.host_name
    return meeting.author_email, meeting.author_email


def _form(meeting: Meeting, data: Any, files: Any) -> TextsForm:
    return TextsForm(data, files, initial=texts_of(meeting))


REVIEW = Review(
    kind="meeting",
    model=Meeting,
    title=_("Termin"),
    plural=_("Termine"),
    page="meetings:office:meeting",
    form=_form,
    submitter=submitter_of,
    facts=_facts,
    text=lambda meeting: "\n\n".join(filter(None, [meeting.lead, meeting.text_md])),
    is_rich=True,
    line=lambda meeting: f"{when(meeting.starts_at, meeting.ends_at)} · {meeting.host_name}",
    related=("body", "business", "topic"),
    differences=_differences,
    pictures=lambda meeting: [(meeting.picture, meeting.picture_alt)] if meeting.picture else [],
    urgent=lambda meeting: meeting.starts_at - meeting.submitted_at < timedelta(days=3),
    promise=lambda meeting: _("Dann steht der Termin sofort auf der Seite."),
    approved=approved,
    emptied={"picture": "", "picture_alt": ""},
    known_as=_known_as,
    refused_kept=REFUSED_KEPT,
)
