"""The inventory of an installation: what each region holds, to compare a restored copy with, to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connections
from psycopg import sql

from billing.ledger.inventory.holdings import holdings_of
from kreislauf.regions import stepping_into
from tenants.models import Region

Inventory = dict[str, Any]


def take_inventory(*, at: datetime, books_of: Inventory | None = None) -> Inventory:
    """Count every region that has a schema, one snapshot each, and the platform's own tables.

    With ``books_of``, an inventory that was taken elsewhere, balances are of the journals that were there.
    """
    theirs: Mapping[str, Any] = books_of["regions"] if books_of else {}
    return {
        "taken_at": at.isoformat(),
        "platform": _platform_rows(),
        "regions": {
            region.label: asdict(
                holdings_of(region.card(), on=at.date(), runs=theirs.get(region.label, {}).get("runs"))
            )
            | {"status": region.status}
            for region in _regions()
        },
    }


def differences(copy: Inventory, here: Inventory, *, exact: bool) -> Iterator[str]:
    """Sentences about what a restored ``copy`` lacks or has otherwise, money first.

    ``here`` was taken with ``books_of=copy``, so it may have moved on: vouchers were sold, people left. ``exact`` also
    compares what changes by the hour: rows, open vouchers, states.
    """
    for label, theirs in copy["regions"].items():
        for key in theirs["unbalanced"]:
            yield f"{label}: the copy's journal {key} does not balance"
        ours = here["regions"].get(label)
        if ours is None:
            yield f"{label}: the copy has it, it is not here"
            continue
        yield from (f"{label}: {sentence}" for sentence in _in_books(theirs, ours))
        yield from (f"{label}: {sentence}" for sentence in _in_pictures(theirs))
        if exact:
            yield from (f"{label}: {sentence}" for sentence in _in_rows(theirs, ours))
    if exact:
        for label in here["regions"].keys() - copy["regions"].keys():
            yield f"{label}: the copy lacks it"
        yield from _each(copy["platform"], here["platform"], "rows in the platform's")


def _in_books(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    if theirs["journals"] != ours["journals"]:
        yield f"{theirs['journals']} journals in the copy, of which {ours['journals']} are here"
    yield from _each(theirs["balances"], ours["balances"], "cents in account")


def _in_pictures(theirs: Mapping[str, Any]) -> Iterator[str]:
    if theirs["missing"] is None:
        yield "the storage did not answer, so that nobody knows whether its pictures are there"
    elif theirs["missing"]:
        yield f"{len(theirs['missing'])} pictures are not in the storage, among them {theirs['missing'][0]}"


def _in_rows(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    for name in ("status", "vouchers", "open_cents"):
        if theirs[name] != ours[name]:
            yield f"{name} is {theirs[name]} in the copy, {ours[name]} here"
    yield from _each(theirs["rows"], ours["rows"], "rows in")


def _each(theirs: Mapping[str, int], ours: Mapping[str, int], what: str) -> Iterator[str]:
    for name in sorted(theirs.keys() | ours.keys()):
        if theirs.get(name, 0) != ours.get(name, 0):
            yield f"{theirs.get(name, 0)} {what} {name} in the copy, {ours.get(name, 0)} here"


def _regions() -> Iterable[Region]:
    with stepping_into(None):
        return list(Region.objects.with_schema().for_cards().order_by("label"))


def _platform_rows() -> dict[str, int]:
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        rows = {}
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(table)))
            (rows[table],) = cursor.fetchone()
        return rows
