"""What a region's own sender declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room, Section, Tile
from tenants.senders.example import example
from tenants.senders.for_operators import disturbed, senders_of


def _operator_sections(region: Any) -> Iterator[Section]:
    if rows := senders_of(region):
        yield Section("senders/operator_panel.html", {"rows": rows})


def _operator_tiles() -> Iterator[Tile]:
    if regions := disturbed():
        url = reverse("operators:region", args=[regions[0]], urlconf=settings.URLCONFS["operator"])
        yield Tile(len(regions), _("Absender gestört"), url, todo=True)


ROOM = Room(
    app="tenants.senders",
    urls="tenants.senders.urls",
    office_menu=(Link(_("Absender"), "senders:page", "delivery", Audience.ADMINISTRATOR, group=MenuGroup.SITE),),
    log_words={
        "sender.requested": _("Eigener Absender gewünscht"),
        "sender.confirmed": _("Eigener Absender bestätigt"),
        "sender.live": _("Eigener Absender in Betrieb"),
        "sender.lost": _("Eigener Absender gestört, die Plattform springt ein"),
        "sender.back": _("Eigener Absender wieder in Betrieb"),
        "sender.key_made": _("Neuer Schlüssel für den Absender gemacht"),
        "sender.key_changed": _("Neuer Schlüssel des Absenders in Betrieb"),
        "sender.closed": _("Eigener Absender entfernt"),
    },
    log_links={"senders.OwnSender": "senders:page"},
    log_kinds={"sender.": _("Absender")},
    operator_tiles=_operator_tiles,
    operator_sections=_operator_sections,
    example=example,
    sweeps={"tenants.senders.tasks.sweep_senders": 60},
)
