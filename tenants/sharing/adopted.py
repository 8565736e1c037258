"""What the region at work shows of its neighbours, for the lists of slices."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db.models import Case, CharField, F, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from kreislauf.prepared import MOMENT, NUMBER, Prepared
from kreislauf.regions import current_region, stepping_into
from tenants.models import Region
from tenants.sharing.models import Adoption, Adoptions, Card, page_address

MOST = 200
FIRST, UNTIL = MOMENT + timedelta(days=1), MOMENT + timedelta(days=2)  # stand-ins, too
_SHOWN = ("title", "lead", "picture", "picture_alt", "language")  # as the day says, or as they were pinned
_PLAIN = (
    *("pk", "card_id", "intro", "card__starts_at", "card__ends_at", "card__facts", "card__uid", "card__sequence"),
    *("card__origin_id", "card__origin__name"),
)


class Adopted(NamedTuple):
    """An adoption in plain values. ``written`` are the card's facts as JSON."""

    pk: int
    card_id: int
    intro: str
    starts_at: datetime | None
    ends_at: datetime | None
    written: str
    uid: str
    sequence: int
    origin_id: int
    origin_name: str
    title: str
    lead: str
    picture: str
    picture_alt: str
    language: str

    @property
    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.written)
        return found

    @property
    def card(self) -> Card:
        """A copy for templates, never to be saved; of its origin it knows the name."""
        return Card(
            pk=self.card_id,
            title=self.title,
            lead=self.lead,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            facts=self.facts,
            uid=self.uid,
            sequence=self.sequence,
            origin=Region(pk=self.origin_id, name=self.origin_name),
        )

    def get_absolute_url(self) -> str:
        return page_address(self.card_id, self.title)

    def named(self, host: str) -> str:
        """„Handelskammer (Dortmund)“; a region that holds it itself is named once."""
        return host if self.origin_name in host else f"{host} ({self.origin_name})"

    def searched(self, *facts: str) -> str:
        """What somebody may look for it by: what stands on its card, and what the office here wrote to it."""
        return " ".join((self.title, self.lead, self.intro, self.origin_name, *facts))


Begins = tuple[datetime | None, datetime | None]  # not before, and before


def adopted(
    kind: str, *, ends_after: datetime | None = None, begins: Begins = (None, None), limit: int = MOST
) -> list[Adopted]:
    """In the order of their beginning, those without one first adopted last; one query.

    ``ends_after`` leaves out what is over. Each has ``title``, ``lead``, ``intro``, ``card`` (times, facts, origin)
    and ``get_absolute_url()``.
    """
    asked = _Asked(kind, ends_after is not None, begins[0] is not None, begins[1] is not None)
    values = {NUMBER: current_region().id, MOMENT: ends_after, FIRST: begins[0], UNTIL: begins[1]}
    with stepping_into(None):
        return [Adopted(*row) for row in _rows(asked, limit).all(values)]


def adopted_number(kind: str, *, ends_after: datetime) -> int:
    values = {NUMBER: current_region().id, MOMENT: ends_after}
    with stepping_into(None):
        [(number,)] = _number(kind).all(values)
    return int(number)


class Withdrawn(NamedTuple):
    """Of a card that the origin shows no longer: what calendars need to know of it."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    at: datetime
    sequence: int


def withdrawn(kind: str, *, since: datetime, ends_after: datetime, limit: int = MOST) -> list[Withdrawn]:
    """What the region at work would still show if the origin had not withdrawn it; one query."""
    region = current_region()
    with stepping_into(None):
        rows = Adoption.objects.filter(region_id=region.id, dropped_at=None, card__kind=kind)
        rows = rows.filter(card__withdrawn_at__gt=since, card__ends_at__gt=ends_after).order_by("card__starts_at", "pk")
        return [Withdrawn(*one) for one in rows.values_list(*(f"card__{name}" for name in _OF_GONE))[:limit]]


_OF_GONE = ("uid", "starts_at", "ends_at", "withdrawn_at", "sequence")


class _Asked(NamedTuple):
    """What makes another statement of it."""

    kind: str
    ends: bool = True
    first: bool = False
    until: bool = False

    @property
    def found(self) -> Adoptions:
        rows = Adoption.objects.live().filter(region_id=NUMBER, card__kind=self.kind)
        rows = rows.filter(card__ends_at__gt=MOMENT) if self.ends else rows
        rows = rows.filter(card__starts_at__gte=FIRST) if self.first else rows
        return rows.filter(card__starts_at__lt=UNTIL) if self.until else rows


@lru_cache(maxsize=64)
def _rows(asked: _Asked, limit: int) -> Prepared:
    columns: list[str | Case] = [*_PLAIN, *(_shown(name) for name in _SHOWN)]
    return Prepared.of(asked.found.order_by("card__starts_at", "-adopted_at", "-pk").values_list(*columns)[:limit])


@cache
def _number(kind: str) -> Prepared:
    return Prepared.counting(_Asked(kind).found.order_by())


def _shown(name: str) -> Case:
    pinned = Coalesce(KT(f"snapshot__{name}"), Value(""))
    return Case(When(mode=Adoption.Mode.PIN, then=pinned), default=F(f"card__{name}"), output_field=CharField())
