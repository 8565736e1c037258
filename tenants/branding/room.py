"""What the region's look declares, and which parts of the site are on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Example, Room
from tenants.branding.modules import modules


def _example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Addresses that name no row of a region."""
    module = {"name": next(iter(modules()), "")}
    return {
        "branding:theme": Example(None, {"digest": "0123456789ab"}),
        "branding:module_off": Example(None, module),
        "branding:module_on": Example(None, module),
        "branding:module_first": Example(None, module),
    }


ROOM = Room(
    app="tenants.branding",
    urls="tenants.branding.urls",
    office_menu=(
        Link(_("Erscheinungsbild"), "branding:look", "palette", Audience.ADMINISTRATOR, group=MenuGroup.SITE),
        Link(_("Funktionen"), "branding:modules", "settings", Audience.ADMINISTRATOR, group=MenuGroup.SITE),
    ),
    log_words={
        "branding.changed": _("Erscheinungsbild geändert"),
        "branding.approval_address_changed": _("Adresse für Freigaben geändert"),
        "branding.profile_changed": _("Name und Anschrift geändert"),
        "branding.legal_text_changed": _("Rechtliche Seite geändert"),
        "branding.sign_language_changed": _("Gebärdensprache geändert"),
        "branding.module_on": _("Funktion eingeschaltet"),
        "branding.module_off": _("Funktion abgeschaltet"),
        "branding.module_first": _("Anfang der Startseite gewählt"),
    },
    log_links={
        "branding.Branding": "branding:look",
        "branding.approval_address_changed": "pages:profile",
        "branding.profile_changed": "pages:profile",
        "branding.legal_text_changed": "pages:texts",
        "branding.sign_language_changed": "pages:sign_language_text",
        "branding.module_on": "branding:modules",
        "branding.module_off": "branding:modules",
        "branding.module_first": "branding:modules",
    },
    log_kinds={"branding.": _("Erscheinungsbild")},
    tables={"branding_branding": "Erscheinungsbild und rechtliche Texte"},
    example=_example,
)
