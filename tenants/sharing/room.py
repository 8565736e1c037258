"""What the sharing between regions declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room, Section
from tenants.sharing.across import across
from tenants.sharing.example import example
from tenants.sharing.pinned import pictures_pinned
from tenants.sharing.waiting import office_tiles


def _operator_sections(region: Any) -> Iterator[Section]:
    if shared := across(region):
        yield Section("sharing/operator_panel.html", {"shared": shared})


ROOM = Room(
    app="tenants.sharing",
    urls="tenants.sharing.urls",
    office_menu=(Link(_("Nachbarn"), "sharing:office:list", "open_in_new", Audience.EDITOR, group=MenuGroup.SITE),),
    log_words={
        "partnership.asked": _("Region um Nachbarschaft gebeten"),
        "partnership.received": _("Anfrage einer Region bekommen"),
        "partnership.accepted": _("Nachbarschaft zugesagt"),
        "partnership.was_accepted": _("Region hat die Nachbarschaft zugesagt"),
        "partnership.ended": _("Nachbarschaft beendet"),
        "partnership.was_ended": _("Region hat die Nachbarschaft beendet"),
        "shared.adopted": _("Beitrag eines Nachbarn übernommen"),
        "shared.changed": _("Einleitung oder Fassung geändert"),
        "shared.version_taken": _("Neue Fassung eines Nachbarn übernommen"),
        "shared.dropped": _("Beitrag eines Nachbarn entfernt"),
    },
    log_kinds={"partnership.": _("Nachbarn"), "shared.": _("Übernommenes")},
    log_links={"sharing.Adoption": "sharing:office:adoption", "sharing.Partnership": "sharing:office:list"},
    office_mails={
        "sharing.asked": _("Anfragen von Nachbarregionen"),
        "sharing.accepted": _("Zusagen von Nachbarregionen"),
        "sharing.withdrawn": _("Zurückgezogenes von Nachbarn"),
    },
    office_tiles=office_tiles,
    pictures_elsewhere=pictures_pinned,
    operator_sections=_operator_sections,
    sweeps={
        "tenants.sharing.tasks.sweep": 60,
        "tenants.sharing.tasks.compare": crontab(hour=3, minute=15),
    },
    left_out={"sharing_outbox_due": "Beiträge, deren Karte für Nachbarn noch zu schreiben ist"},
    example=example,
)
