"""The front page's bento: the region's modules that exist, in the order of the house."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.branding.places import address


class Way(NamedTuple):
    """One tile: where it leads, its glyph, and the short line with a number."""

    title: str
    text: str
    more: str
    glyph: str
    url: str


def ways(*, modules: Collection[str], offers: int, businesses: int, place: str) -> list[Way]:
    """Two to four tiles. A module that is off or has no pages yet is left out."""
    found = []
    if not modules or "vouchers" in modules:
        more = ngettext("%(n)s Angebot", "%(n)s Angebote", offers) if offers else _("Bald geht es los")
        text = _("Heute bezahlen, später genießen. Der Betrag geht direkt an den Betrieb.")
        found.append(Way(_("Gutscheine kaufen"), text, more % {"n": offers}, "ticket", address("vouchers:offers")))
    more = ngettext("%(n)s Betrieb", "%(n)s Betriebe", businesses) if businesses else _("Zum Verzeichnis")
    text = _("Wer da ist, wann geöffnet ist und wer liefert.")
    found.append(Way(_("Betriebe entdecken"), text, more % {"n": businesses}, "shop", address("businesses:directory")))
    found.append(Way(_("Karte"), _("Was liegt um die Ecke?"), _("Karte öffnen"), "hill", address("businesses:map")))
    text = _("Tragen Sie Ihren Betrieb ein, kostenlos.")
    found.append(Way(_("Mitmachen"), text, _("Betrieb eintragen"), "people", address("businesses:register")))
    return [way for way in found if way.url]
