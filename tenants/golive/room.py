"""What the way to the public declares: the checklist, and the checks of the region itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room
from tenants.golive import checks

ROOM = Room(
    app="tenants.golive",
    urls="tenants.golive.urls",
    office_menu=(
        Link(_("Veröffentlichung"), "golive:start", "check_circle", Audience.EDITOR, position=10, group=MenuGroup.SITE),
    ),
    log_words={
        "region.published": _("Seite veröffentlicht"),
        "region.suspended": _("Seite pausiert"),
        "region.resumed": _("Seite läuft weiter"),
    },
    log_kinds={"region.": _("Seite")},
    go_live=(
        checks.profile,  # first: the templates of the legal texts are filled in from it
        *(checks.imprint, checks.privacy, checks.accessibility, checks.conditions),
        checks.branding,
    ),
)
