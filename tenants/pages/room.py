"""What the legal pages and the help declare."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Link, Room

ROOM = Room(
    app="tenants.pages",
    urls="tenants.pages.urls",
    help_menu=(
        Link(_("Fragen und Antworten"), "pages:help", position=10),
        Link(_("Kontakt"), "pages:contact", position=80),
        Link(_("Barriere melden"), "pages:barrier", position=80),
    ),
    legal_menu=(
        Link(_("Impressum"), "pages:imprint"),
        Link(_("Datenschutz"), "pages:privacy"),
        Link(_("Erklärung zur Barrierefreiheit"), "pages:accessibility"),
        Link(_("Nutzungsbedingungen"), "pages:conditions"),
    ),
)
