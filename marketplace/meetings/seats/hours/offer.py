"""An adviser's consultation hour: short meetings with one seat each, which people book without an account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kreislauf.audit.actor import Actor
from marketplace.advice.models import Adviser
from marketplace.meetings.announce import announce
from marketplace.meetings.models import Kind, Meeting, RegistrationRule, RoomKind
from marketplace.meetings.writing.time_fields import moment

MOST = 60  # at once
TITLE = 120
WEEK = timedelta(days=7)


class TooMany(Exception):
    """More than ``MOST`` at once, or not a single one."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """From ``begins`` to ``ends`` on that day, and as often as ``weeks`` says; each lasts ``minutes``.

    ``where`` is ``onsite`` at the adviser's partner, ``phone`` at the adviser's number, or ``online`` at ``room_url``.
    """

    day: date
    begins: time
    ends: time
    minutes: int
    weeks: int
    where: str
    room_url: str = ""

    def times(self) -> list[datetime]:
        """When each begins, by the clock. Refuses with ``TooMany``."""
        found = list(self._times())
        if not 0 < len(found) <= MOST:
            raise TooMany
        return found

    def _times(self) -> Iterator[datetime]:
        length = timedelta(minutes=self.minutes)
        for week in range(self.weeks):
            day = self.day + WEEK * week
            at, end = datetime.combine(day, self.begins), datetime.combine(day, self.ends)
            while at + length <= end:
                yield moment(day, at.time())
                at += length


@transaction.atomic
def offer_hours(adviser: Adviser, hours: Hours, *, key: str, by: Actor, at: datetime) -> list[Meeting]:
    """Public at once. ``key`` names the form: sent twice, it makes them once. Refuses with ``TooMany``."""
    made = []
    for number, begins in enumerate(hours.times()):
        slot = announce(
            _entry(adviser, hours, begins),
            key=f"{key}-{number}",
            by=by,
            at=at,
            releases=True,
            body=adviser.body,
        )
        made.append(slot)
    Meeting.objects.filter(pk__in=[one.pk for one in made]).update(adviser=adviser, series_key=key[:40])
    return made


def _entry(adviser: Adviser, hours: Hours, begins: datetime) -> dict[str, Any]:
    return {
        "title": Truncator(_("Sprechstunde: %(name)s") % {"name": adviser.name}).chars(TITLE),
        "lead": adviser.role[:300],
        "starts_at": begins,
        "ends_at": begins + timedelta(minutes=hours.minutes),
        "registration": RegistrationRule.NEEDED,
        "capacity": 1,
        "closes_at": begins,
        "experts": [{"name": adviser.name, "role": adviser.role, "body_id": adviser.body_id}],
        **_where(adviser, hours),
    }


def _where(adviser: Adviser, hours: Hours) -> dict[str, Any]:
    if hours.where == "phone":
        return {"kind": Kind.ONLINE, "room_kind": RoomKind.PHONE, "dial_in": adviser.phone}
    if hours.where == "online":
        return {"kind": Kind.ONLINE, "room_kind": RoomKind.URL, "room_url": hours.room_url}
    body = adviser.body
    return {
        "kind": Kind.ONSITE,
        "place_name": body.name,
        "street": body.street,
        "postcode": body.postcode,
        "town": body.town,
        "latitude": body.latitude,
        "longitude": body.longitude,
    }
