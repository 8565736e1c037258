"""What the start pages and the log declare: the first line of each menu, and the office's last."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room

ROOM = Room(
    app="marketplace.home",
    urls="marketplace.home.urls",
    office_menu=(
        Link(_("Übersicht"), "home:office:home", "home", Audience.EDITOR, position=0),
        Link(_("Protokoll"), "home:office:log", "history", Audience.EDITOR, position=10, group=MenuGroup.RECORDS),
    ),
    business_menu=(Link(_("Übersicht"), "home:business:home", "home", Audience.BUSINESS, position=0, in_bar=2),),
    partner_menu=(Link(_("Übersicht"), "home:partner:home", "home", Audience.PARTNER, position=0),),
)
