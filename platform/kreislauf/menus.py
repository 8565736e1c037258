"""Lines of the menus, and the headings that the office's stand under."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.permissions import Audience

Text = str | Promise


class MenuGroup(StrEnum):
    """The headings of the office's menu, from top to bottom."""

    EVERYDAY = "everyday"
    MONEY = "money"
    SITE = "site"
    RECORDS = "records"

    @property
    def label(self) -> Text:
        return _GROUP_LABELS[self]


_GROUP_LABELS: dict[MenuGroup, Text] = {
    MenuGroup.EVERYDAY: _("Alltag"),
    MenuGroup.MONEY: _("Geld"),
    MenuGroup.SITE: _("Seite"),
    MenuGroup.RECORDS: _("Nachweise"),
}


class Link(NamedTuple):
    """A line of a menu. A lower position stands further up; those at the same one stand in the order of the house.

    ``also`` names routes whose pages belong to this line although their addresses do not begin with its own.
    ``in_bar`` is its place in the bar at the foot of a phone, which has room for four; 0 is none.
    """

    label: Text
    route: str
    icon: str = ""
    audience: Audience = Audience.ANYONE
    position: int = 50
    group: MenuGroup = MenuGroup.EVERYDAY
    also: tuple[str, ...] = ()
    in_bar: int = 0
    shown: Callable[[], bool] = lambda: True
