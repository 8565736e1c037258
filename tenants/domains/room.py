"""What a region's own addresses declare."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room
from tenants.domains.example import example

ROOM = Room(
    app="tenants.domains",
    urls="tenants.domains.urls",
    office_menu=(
        Link(_("Internetadressen"), "domains:list", "language", Audience.ADMINISTRATOR, group=MenuGroup.SITE),
    ),
    log_words={
        "host.requested": _("Eigene Adresse gewünscht"),
        "host.proved": _("Eigene Adresse nachgewiesen"),
        "host.lost": _("Nachweis der eigenen Adresse fehlt"),
        "host.found_again": _("Nachweis der eigenen Adresse wieder da"),
        "host.chosen": _("Eigene Adresse ist Hauptadresse"),
        "host.given_up": _("Adresse der Plattform ist wieder Hauptadresse"),
        "host.closed": _("Eigene Adresse geschlossen"),
    },
    log_links={"domains.OwnHost": "domains:host"},
    log_kinds={"host.": _("Internetadressen")},
    sweeps={"tenants.domains.tasks.sweep_hosts": 60},
    example=example,
)
