"""The region that the running code works for, and stepping into another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class RegionCard:
    """What every part of a request may know of its region without asking the database."""

    id: int
    schema: str
    name: str
    label: str
    kind: str
    host: str
    status: str
    version: int
    ars: str = ""  # its Regionalschlüssel
    quarantined: bool = False  # its tables do not fit the code: nobody is served, not even staff
    ground: str = ""  # the version of the outline that its map has; empty: it has none
    fee_basis_points: int = 0  # what the platform keeps of each payment by card, in hundredths of a percent
    parent: RegionCard | None = None  # the region above, if it is there; that one's own parent is not loaded

    @property
    def schema_name(self) -> str:
        """The schema under the name that django-tenants looks for."""
        return self.schema

    @property
    def url(self) -> str:
        """The site's address without a trailing slash."""
        return address_of(self.host)

    @property
    def is_draft(self) -> bool:
        """Its staff prepares it; nobody else sees it."""
        return self.status == "draft"

    @property
    def is_open(self) -> bool:
        """Published and not paused: anybody sees it, registers and buys."""
        return self.status == "live"

    @property
    def redeems(self) -> bool:
        """Whether its vouchers pay at the till: they do while it is paused, and until it has left."""
        return self.status in ("live", "suspended", "leaving")

    @property
    def is_gone(self) -> bool:
        return self.status == "gone"


@dataclass(frozen=True, slots=True)
class SchemaRef:
    """A schema to step into where there is no region row: a template, a copy, a schema that is being migrated."""

    schema_name: str


class OutsideRegion(Exception):
    """Code that belongs to a region ran without one."""


class Visit:
    """One stay in a region. A new object each time: by it a connection sees whether a stay is new or resumed."""

    __slots__ = ("card",)

    def __init__(self, card: Any) -> None:
        self.card = card


NOWHERE = Visit(None)
_visit: ContextVar[Visit] = ContextVar("visit", default=NOWHERE)


def current_region() -> RegionCard:
    """The region at work. Refuses with ``OutsideRegion`` where there is none."""
    card = _visit.get().card
    if not isinstance(card, RegionCard):
        raise OutsideRegion("This code runs for a region only.")
    return card


def current_region_or_none() -> RegionCard | None:
    card = _visit.get().card
    return card if isinstance(card, RegionCard) else None


def current_schema() -> str:
    """The current region's schema, or ``public``."""
    card = _visit.get().card
    return PUBLIC if card is None else str(card.schema_name)


def current_visit() -> Visit:
    return _visit.get()


def go_to(place: Any) -> Visit:
    """Move to a region (anything with ``schema_name``) or out of all of them (``None``), until further notice."""
    outside = place is None or place.schema_name == PUBLIC
    visit = Visit(None if outside else place)
    _visit.set(visit)
    return visit


@contextmanager
def stepping_into(place: Any) -> Iterator[None]:
    """Work in a region for the length of the block; ``None`` is the platform itself."""
    before = _visit.get()
    go_to(place)
    try:
        yield
    finally:
        _visit.set(before)


def cache_key(key: str, key_prefix: str, version: int) -> str:
    """Every cache entry belongs to one region, or to the platform."""
    return f"{key_prefix}:{current_schema()}:{version}:{key}"


def address_of(host: str) -> str:
    """``http://kiel.localhost:8000``: scheme, host and, where it is unusual, port."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{settings.PUBLIC_SCHEME}://{host}{port}"
