"""What archives and leaving declare."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room
from tenants.archive.example import example

ROOM = Room(
    app="tenants.archive",
    urls="tenants.archive.urls",
    office_menu=(
        Link(
            _("Daten mitnehmen"),
            "archive:archives",
            "download",
            Audience.ADMINISTRATOR,
            position=90,
            group=MenuGroup.RECORDS,
            also=("archive:departure",),
        ),
    ),
    log_words={
        "region.archive_asked_for": _("Archiv angefordert"),
        "region.archive_downloaded": _("Archiv heruntergeladen"),
        "region.leaving": _("Auszug der Region erklärt"),
        "region.staying": _("Auszug der Region zurückgenommen"),
    },
    sweeps={"tenants.archive.tasks.sweep": 60},
    example=example,
)
