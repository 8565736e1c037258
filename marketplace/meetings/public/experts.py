"""Who speaks at a meeting, with the institution that they come from."""

from __future__ import annotations

from typing import NamedTuple

from marketplace.meetings.models import Meeting
from marketplace.partners.models import Body


class Expert(NamedTuple):
    name: str
    role: str
    body: Body | None

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[0].isalpha() and not word.endswith(".")]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def experts_of(meeting: Meeting) -> list[Expert]:
    """One query for all of them, none where nobody names an institution."""
    named = [one["body_id"] for one in meeting.experts if one.get("body_id")]
    bodies = {body.pk: body for body in Body.objects.shown().filter(pk__in=named)} if named else {}
    return [Expert(one["name"], one.get("role", ""), bodies.get(one.get("body_id"))) for one in meeting.experts]
