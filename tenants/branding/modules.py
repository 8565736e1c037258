"""Which slices a region has switched on. What it never decided about is on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import resolve, reverse

from kreislauf.house import rooms, slices, view_of
from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room, Slice, Text, Todo
from kreislauf.web.row_page import row_page
from tenants.branding.models import Branding


class MenuItem(NamedTuple):
    """A link with its icon, as a page shows it. ``also`` holds addresses whose pages belong to it, too."""

    label: Text
    url: str
    icon: str = ""
    group: MenuGroup = MenuGroup.EVERYDAY
    also: tuple[str, ...] = ()
    in_bar: int = 0


def is_on(room: Room, branding: Branding) -> bool:
    return not isinstance(room, Slice) or not room.module or bool(branding.modules.get(room.name, True))


def rooms_on(branding: Branding) -> Iterator[Room]:
    return (room for room in rooms() if is_on(room, branding))


def slices_on(branding: Branding) -> list[Slice]:
    """The one that the region has put first, then the others."""
    on = [one for one in slices() if is_on(one, branding)]
    return sorted(on, key=lambda one: one.name != branding.first)


def modules() -> dict[str, Slice]:
    """What a region may switch on and off, by name."""
    return {one.name: one for one in slices() if one.module}


def menu(name: str, branding: Branding, *, audiences: Collection[str] = (), door: str = "") -> list[MenuItem]:
    """``menu("office_menu", …)``: the links that lead somewhere and that a person of these audiences may follow.

    ``door="while_paused"`` leaves only those whose pages answer while the region pauses or leaves, ``"while_closed"``
    those that answer a closed business.
    """
    groups = list(MenuGroup)
    allowed = {Audience.ANYONE, *audiences}
    # Whether a link is shown is asked last: it may be a question to the database.
    found = (
        link
        for link in _links(name, branding)
        if link.audience in allowed and (not door or getattr(view_of(link.route), door)) and link.shown()
    )
    return [_item(link) for link in sorted(found, key=lambda link: (groups.index(link.group), link.position))]


def open_links(table: str, branding: Branding, *, audiences: Collection[str]) -> dict[str, str]:
    """``open_links("log_links", …)``: the declared routes of rows that answer a person of these audiences.

    A slice may be off and its page go on, or the page be for the head of the office alone.
    """
    found: dict[str, str] = {}
    for room in rooms():
        on = is_on(room, branding)
        found |= {name: route for name, route in getattr(room, table).items() if _answers(route, on, audiences)}
    return found


def _answers(route: str, on: bool, audiences: Collection[str]) -> bool:
    view = resolve(row_page(route, 1)).func
    return (on or getattr(view, "while_off", False)) and getattr(view, "audience", "") in audiences


def office_todo(branding: Branding, *, audiences: Collection[str]) -> Iterator[Todo]:
    """What waits for staff of these audiences; of a slice that is off, what goes on for people who have paid."""
    for one in slices():
        on = is_on(one, branding)
        for todo in one.office_todo():
            view = resolve(urlsplit(todo.url).path).func
            if (on or getattr(view, "while_off", False)) and getattr(view, "audience", "") in audiences:
                yield todo


def _item(link: Link) -> MenuItem:
    also = tuple(reverse(route) for route in link.also)
    return MenuItem(link.label, reverse(link.route), link.icon, link.group, also, link.in_bar)


def _links(name: str, branding: Branding) -> Iterator[Link]:
    for room in rooms():
        on = is_on(room, branding)
        yield from (link for link in getattr(room, name, ()) if on or view_of(link.route).while_off)
