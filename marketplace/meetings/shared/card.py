"""A meeting as neighbour regions see it, and what is read out of that again.

A card holds neither room nor seats: who may come is asked where the meeting is.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from kreislauf.regions import current_region
from kreislauf.shareable import CardTexts
from marketplace.businesses.models import Business
from marketplace.meetings.models import Kind, Meeting, RoomKind
from marketplace.meetings.seats.register import takes_registrations
from tenants.sharing.adopted import Adopted
from tenants.sharing.publish import publish

KIND = "meeting"
PLAIN = (
    *("kind", "place_name", "street", "postcode", "town", "latitude", "longitude"),
    *("recording_policy", "certificate", "cancel_reason"),
)
MOMENTS = ("opens_at", "closes_at", "cancelled_at", "moved_at", "changed_at", "released_at")


def find(pk: int) -> Meeting | None:
    return Meeting.objects.select_related("body", "business").filter(pk=pk).first()


def shared_now() -> list[int]:
    """Those that are not over."""
    rows = Meeting.objects.public().to_come(timezone.now()).exclude(audience="")
    return list(rows.values_list("pk", flat=True))


def card_of(meeting: Meeting) -> CardTexts | None:
    """None for one that is not public or shared with nobody. A cancelled one stays: its adopters say so."""
    if not meeting.is_public or meeting.is_of_closed or not meeting.audience:
        return None
    return CardTexts(
        title=meeting.title,
        lead=meeting.lead,
        text_html=meeting.text_html,
        path=meeting.get_absolute_url(),
        audience=meeting.audience,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        picture=meeting.picture,
        picture_alt=meeting.picture_alt,
        uid=meeting.uid,
        sequence=meeting.sequence,
        language=meeting.language,
        facts=_facts(meeting),
    )


def share(meeting: Meeting) -> None:
    """Whatever changed, neighbours see it soon; in the transaction of the change."""
    publish(KIND, meeting.pk)


def business_closed(business: Business) -> None:
    """Or opened again: its meetings are shown to neighbours no more, or are again."""
    for meeting in Meeting.objects.to_come(timezone.now()).filter(business=business).exclude(audience=""):
        share(meeting)


def _facts(meeting: Meeting) -> dict[str, Any]:
    facts: dict[str, Any] = {name: getattr(meeting, name) for name in PLAIN}
    for name in MOMENTS:
        moment = getattr(meeting, name)
        facts[name] = moment.isoformat() if moment else None
    return facts | {
        "host": meeting.host_name,
        "by_phone": meeting.room_kind == RoomKind.PHONE,
        "registration": "needed" if takes_registrations(meeting) else "none",
        "experts": [{"name": one["name"], "role": one.get("role", "")} for one in meeting.experts],
        "cancelled": meeting.is_cancelled,
    }


class SharedMeeting:
    """An adopted card in the place of a meeting, for lists, calendars and forms."""

    is_full = False
    starts_at: datetime  # a card of a meeting always has both
    ends_at: datetime

    def __init__(self, adoption: Adopted) -> None:
        self.adoption = adoption
        self.starts_at, self.ends_at = adoption.starts_at, adoption.ends_at  # type: ignore[assignment]
        self.title, self.lead = adoption.title, adoption.lead

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return self.adoption.facts

    @cached_property
    def _meeting(self) -> Meeting:
        """Made only of those that a page shows: a filter looks at all."""
        made, card = meeting_of(self._facts), self.adoption
        made.title, made.lead = self.title, self.lead
        made.starts_at, made.ends_at = self.starts_at, self.ends_at
        made.uid, made.sequence = card.uid, card.sequence
        return made

    def __getattr__(self, name: str) -> Any:
        """Everything else is the meeting's."""
        return getattr(self._meeting, name)

    @property
    def kind(self) -> str:
        return str(self._facts.get("kind", Kind.ONLINE))

    @property
    def town(self) -> str:
        return str(self._facts.get("town", ""))

    @property
    def host_name(self) -> str:
        return str(self._facts.get("host") or self.adoption.origin_name)

    @property
    def searched(self) -> str:
        said = (str(self._facts.get(name, "")) for name in ("place_name", "town"))
        return self.adoption.searched(self.host_name, *said)

    @property
    def is_cancelled(self) -> bool:
        return bool(self._facts.get("cancelled"))

    def get_absolute_url(self) -> str:
        return self.adoption.get_absolute_url()

    @property
    def page_address(self) -> str:
        return current_region().url + self.get_absolute_url()


def meeting_of(facts: Any) -> Meeting:
    """A meeting that no table holds, as the card tells of it."""
    values = {name: facts[name] for name in PLAIN if name in facts}
    for name in MOMENTS:
        values[name] = datetime.fromisoformat(facts[name]) if facts.get(name) else None
    room = RoomKind.PHONE if facts.get("by_phone") else RoomKind.NONE
    return Meeting(**values, registration=facts.get("registration", "none"), room_kind=room)
