"""Languages in which people advise."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SPOKEN = {
    "de": _("Deutsch"),
    "nds": _("Plattdeutsch"),
    "dgs": _("Deutsche Gebärdensprache"),
    "en": _("Englisch"),
    "uk": _("Ukrainisch"),
    "ru": _("Russisch"),
    "ar": _("Arabisch"),
    "fa": _("Persisch"),
    "tr": _("Türkisch"),
    "pl": _("Polnisch"),
    "da": _("Dänisch"),
    "fr": _("Französisch"),
    "es": _("Spanisch"),
}
