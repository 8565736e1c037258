"""The addresses that search engines shall know: in one list while they are few, in parts with an index when not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Max
from django.utils.html import escape

from kreislauf.counted import counted
from kreislauf.slices import Room, Sitemap

PER_PART = 1000  # a part is written in some milliseconds
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
Address = tuple[str, datetime | None]


def fits_in_one(rooms: Iterable[Room]) -> bool:
    return not any(counted(one.rows, most=PER_PART).more for _name, one in _declared(rooms))


def everything(rooms: Iterable[Room]) -> Iterator[Address]:
    for _name, one in _declared(rooms):
        yield from _addresses(one)


def parts(rooms: Iterable[Room]) -> Iterator[str]:
    """The names of the parts: ``vouchers-0`` holds the offers with the lowest numbers."""
    for name, one in _declared(rooms):
        last = one.rows.order_by().aggregate(last=Max("pk"))["last"]
        if last is not None:
            yield from (f"{name}-{number}" for number in range(last // PER_PART + 1))


def part(name: str, rooms: Iterable[Room]) -> list[Address] | None:
    """None where there is no such part."""
    room, _dash, number = name.rpartition("-")
    one = dict(_declared(rooms)).get(room)
    if one is None or not (number.isascii() and number.isdecimal() and len(number) < 12):
        return None
    first = int(number) * PER_PART
    return list(_addresses(one, first=first, end=first + PER_PART))


def urlset(addresses: Iterable[Address], *, site: str) -> str:
    lines = "\n".join(f"<url><loc>{escape(site + path)}</loc>{_day(at)}</url>" for path, at in addresses)
    return f"{XML}<urlset {SCHEMA}>\n{lines}\n</urlset>\n"


def index(addresses: Iterable[str], *, site: str) -> str:
    lines = "\n".join(f"<sitemap><loc>{escape(site + path)}</loc></sitemap>" for path in addresses)
    return f"{XML}<sitemapindex {SCHEMA}>\n{lines}\n</sitemapindex>\n"


def _declared(rooms: Iterable[Room]) -> Iterator[tuple[str, Sitemap]]:
    for room in rooms:
        if room.sitemap is not None:
            yield room.name, room.sitemap()


def _addresses(one: Sitemap, *, first: int = 0, end: int | None = None) -> Iterator[Address]:
    rows = one.rows.order_by("pk")
    rows = rows if end is None else rows.filter(pk__gte=first, pk__lt=end)
    for row in rows:
        yield row.get_absolute_url(), getattr(row, one.changed_at, None)


def _day(at: datetime | None) -> str:
    return f"<lastmod>{at:%Y-%m-%d}</lastmod>" if at else ""
