"""What the start pages and the log declare: the first line of each menu, and the office's last."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.permissions import Audience
from kreislauf.slices import Link, Room

ROOM = Room(
    app="marketplace.home",
    urls="marketplace.home.urls",
    office_menu=(
        Link(_("Übersicht"), "home:office:home", "home", Audience.EDITOR, position=0),
        Link(_("Protokoll"), "home:office:log", "history", Audience.EDITOR, position=100),
    ),
    business_menu=(Link(_("Übersicht"), "home:business:home", "home", Audience.BUSINESS, position=0),),
)
