"""Where the navigation leads: names of routes that the slices define. A place that does not exist yet is left out."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Place(NamedTuple):
    """A link with its icon, as a page shows it."""

    label: str | Promise
    url: str
    icon: str = ""


class Entry(NamedTuple):
    """A line of the tables below; ``audience`` as in :class:`kreislauf.permissions.Audience`."""

    label: str | Promise
    route: str
    icon: str = ""
    audience: str = "anyone"


PUBLIC = (
    Entry(_("Gutscheine"), "vouchers:offers"),
    Entry(_("Betriebe"), "businesses:directory"),
    Entry(_("Karte"), "businesses:map"),
)
HELP = (
    Entry(_("Fragen und Antworten"), "branding:help"),
    Entry(_("Vertrag widerrufen"), "vouchers:withdrawal"),
    Entry(_("Kontakt"), "branding:contact"),
    Entry(_("Barriere melden"), "branding:barrier"),
)
LEGAL = (
    Entry(_("Impressum"), "branding:imprint"),
    Entry(_("Datenschutz"), "branding:privacy"),
    Entry(_("Erklärung zur Barrierefreiheit"), "branding:accessibility"),
    Entry(_("Nutzungsbedingungen"), "branding:conditions"),
)
OFFICE = (
    Entry(_("Übersicht"), "home:office:home", "home", "editor"),
    Entry(_("Betriebe"), "businesses:office:list", "store", "editor"),
    Entry(_("Bereiche"), "businesses:office:categories", "list", "editor"),
    Entry(_("Gutscheine"), "vouchers:office:vouchers", "ticket", "editor"),
    Entry(_("Verkäufe"), "vouchers:office:sales", "chart", "editor"),
    Entry(_("Buchungen"), "vouchers:office:journals", "bank", "editor"),
    Entry(_("Erscheinungsbild"), "branding:look", "palette", "administrator"),
    Entry(_("Rechtliche Seiten"), "branding:texts", "book", "administrator"),
    Entry(_("Adressen"), "domains:list", "language", "administrator"),
    Entry(_("Team"), "accounts:office:team", "people", "administrator"),
    Entry(_("Archiv"), "archive:archives", "download", "administrator"),
    Entry(_("Post"), "mail:office:list", "mail", "editor"),
    Entry(_("Protokoll"), "home:office:log", "history", "editor"),
)
BUSINESS = (
    Entry(_("Übersicht"), "home:business:home", "home", "business"),
    Entry(_("Kasse"), "vouchers:till:home", "qr_code", "business"),
    Entry(_("Mein Eintrag"), "businesses:business:profile", "store", "business"),
    Entry(_("Öffnungszeiten"), "businesses:business:hours", "schedule", "business"),
    Entry(_("Meine Gutscheine"), "vouchers:business:offers", "ticket", "business"),
    Entry(_("Verkauf"), "vouchers:business:sales", "chart", "business"),
    Entry(_("Schnittstelle"), "businesses:business:keys", "key", "business"),
)


def places(entries: tuple[Entry, ...], *, audiences: set[str] | None = None) -> list[Place]:
    """The entries that exist and that a person of these audiences may enter."""
    found = []
    for label, route, icon, audience in entries:
        if audience != "anyone" and audience not in (audiences or set()):
            continue
        url = address(route)
        if url:
            found.append(Place(label, url, icon))
    return found


def address(route: str) -> str:
    """The address of a route, or an empty string while its slice does not have it."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
