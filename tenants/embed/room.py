"""What embedding declares."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room
from tenants.embed.example import example

ROOM = Room(
    app="tenants.embed",
    urls="tenants.embed.urls",
    office_menu=(Link(_("Einbetten"), "embed:hosts", "copy", Audience.EDITOR, group=MenuGroup.SITE),),
    log_words={
        "embed_host.added": _("Website zum Einbetten zugelassen"),
        "embed_host.removed": _("Website zum Einbetten entfernt"),
    },
    log_kinds={"embed_host.": _("Einbetten")},
    tables={"embed_embedhost": "Websites, die Seiten der Region in einem Rahmen zeigen dürfen"},
    example=example,
)
