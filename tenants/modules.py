"""What a region may switch on. Vouchers are there today; the others are built one after the other."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MODULES: dict[str, str | Promise] = {
    "vouchers": _("Gutscheine: Betriebe verkaufen sie, Einwohnerinnen und Einwohner lösen sie ein"),
    "campaigns": _("Kampagnen: Unterstützung sammeln und mit Gutscheinen danken (in Vorbereitung)"),
    "listings": _("Nachbarschaftshilfe und Angebotsbörse (in Vorbereitung)"),
    "advice": _("Beratung und Neuigkeiten für Betriebe (in Vorbereitung)"),
    "meetings": _("Online-Treffen, auch gemeinsam mit Nachbarregionen (in Vorbereitung)"),
}


def short_names(modules: list[str]) -> list[str]:
    """Up to the colon, for lists and tables."""
    return [
        str(MODULES[name]).partition(":")[0].removesuffix(" (in Vorbereitung)") for name in modules if name in MODULES
    ]
