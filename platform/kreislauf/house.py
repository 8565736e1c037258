"""The rooms of the house, read from what they declare.

``settings.SLICES`` is the only list of slices. What stands below the slices asks here and names none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import resolve, reverse

from kreislauf.slices import Purpose, Room, Slice


def rooms() -> tuple[Room, ...]:
    """All of them, in the order of ``settings.ROOMS``. Apps must be ready: declarations import models."""
    return _house()


def slices() -> tuple[Slice, ...]:
    return tuple(room for room in rooms() if isinstance(room, Slice))


def purpose(name: str) -> Purpose:
    """Refuses a purpose that no slice declares with ``LookupError``."""
    for one in slices():
        if one.purpose is not None and one.purpose.name == name:
            return one.purpose
    raise LookupError(f"No slice takes money for {name}.")


def purposes() -> tuple[Purpose, ...]:
    """Of all slices that take money."""
    return tuple(one.purpose for one in slices() if one.purpose is not None)


def declared(table: str, among: Iterable[Room] | None = None) -> dict[str, Any]:
    """One table of all rooms: ``declared("scopes")``."""
    found: dict[str, Any] = {}
    for room in rooms() if among is None else among:
        found |= getattr(room, table)
    return found


def timetable() -> dict[str, dict[str, Any]]:
    """The sweeps, as Celery's beat wants them."""
    return {task: {"task": task, "schedule": schedule} for task, schedule in declared("sweeps").items()}


def owner_of(view: Any) -> Slice | None:
    """The slice whose view this is."""
    return next((one for one in slices() if one.owns(view)), None)


@cache
def view_of(route: str) -> Any:
    """The view that a region's route leads to."""
    urlconf = "kreislauf.urls_region"
    return resolve(reverse(route, urlconf), urlconf).func


def in_order(links: Iterable[Any]) -> Iterator[Any]:
    """By position."""
    yield from sorted(links, key=lambda link: link.position)


@cache
def _house() -> tuple[Room, ...]:
    return tuple(_declaration(app) for app in settings.ROOMS)


def _declaration(app: str) -> Room:
    found: Room = import_module(f"{app}.slice").SLICE if app in settings.SLICES else import_module(f"{app}.room").ROOM
    return found
