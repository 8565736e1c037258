"""What the legal pages and the help declare."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Example, Room


def _example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """An address that names no row of a region."""
    return {"pages:text": Example(None, {"slug": "impressum"})}


ROOM = Room(
    app="tenants.pages",
    urls="tenants.pages.urls",
    help_menu=(
        Link(_("Fragen und Antworten"), "pages:help", position=10),
        Link(_("Kontakt"), "pages:contact", position=80),
        Link(_("Barriere melden"), "pages:barrier", position=80),
    ),
    office_menu=(
        Link(_("Name und Anschrift"), "pages:profile", "info", Audience.ADMINISTRATOR, group=MenuGroup.SITE),
        Link(_("Rechtliche Seiten"), "pages:texts", "book", Audience.ADMINISTRATOR, group=MenuGroup.SITE),
    ),
    example=_example,
    legal_menu=(
        Link(_("Impressum"), "pages:imprint"),
        Link(_("Datenschutz"), "pages:privacy"),
        Link(_("Erklärung zur Barrierefreiheit"), "pages:accessibility"),
        Link(_("Nutzungsbedingungen"), "pages:conditions"),
    ),
)
