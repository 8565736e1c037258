"""What anybody may send a notice about; see ``marketplace.trust``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.meetings.hide import hide, show
from marketplace.meetings.models import Meeting
from marketplace.meetings.submitter import submitter_of
from marketplace.meetings.words import when
from marketplace.trust.noticeable import Noticeable


def _words(meeting: Meeting) -> str:
    time = when(meeting.starts_at, meeting.ends_at)
    said = [meeting.title, time, meeting.place, meeting.lead, meeting.text_md, meeting.picture_alt]
    return "\n\n".join(filter(None, said))


NOTICEABLE = Noticeable(
    kind="meeting",
    model=Meeting,
    title=_("Termin"),
    rows=lambda: Meeting.objects.select_related("body", "business"),
    is_shown=lambda meeting: meeting.is_public,
    author=submitter_of,
    words=_words,
    page="meetings:office:meeting",
    hide=hide,
    show=show,
)
