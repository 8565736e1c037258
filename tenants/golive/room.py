"""What the way to the public declares: the checklist, and the checks of the region itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Room
from tenants.golive import checks

ROOM = Room(
    app="tenants.golive",
    urls="tenants.golive.urls",
    log_words={
        "region.published": _("Seite veröffentlicht"),
        "region.suspended": _("Seite pausiert"),
        "region.resumed": _("Seite läuft weiter"),
    },
    log_kinds={"region.": _("Seite")},
    go_live=(
        *(checks.imprint, checks.privacy, checks.accessibility, checks.conditions),
        *(checks.issuer, checks.branding),
    ),
)
