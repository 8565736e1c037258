"""The watched searches' place in the house. What may be watched, each slice declares in its ``watched.py``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kreislauf.audit.actor import Actor
from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Figure, Slice
from marketplace.watch.example import example
from marketplace.watch.models import Watch


def _watches() -> int:
    return Watch.objects.confirmed().count()


def _demo(data: Any, by: Actor) -> None:
    from marketplace.watch.demo import demo

    demo(data, by)


SLICE = Slice(
    app="marketplace.watch",
    title=_("Beobachtete Suchen"),
    urls="marketplace.watch.urls",
    office_menu=(Link(_("Beobachtete Suchen"), "watch:office:list", "eye", Audience.EDITOR, group=MenuGroup.RECORDS),),
    figures={"watches": Figure(_("Beobachtete Suchen"), _watches)},
    log_words={
        "watch.confirmed": _("Suche wird beobachtet"),
        "watch.paused": _("Beobachtung pausiert"),
        "watch.resumed": _("Beobachtung geht weiter"),
        "watch.rhythm_changed": _("Rhythmus einer Beobachtung geändert"),
        "watch.renewed": _("Beobachtung um ein Jahr verlängert"),
        "watch.ended": _("Beobachtung beendet"),
        "watch.blocked": _("Adresse für Beobachtungen gesperrt"),
        "watch.unblocked": _("Adresse für Beobachtungen wieder zugelassen"),
    },
    log_kinds={"watch.": _("Beobachtete Suchen")},
    log_links={"watch.Watch": "watch:office:list", "watch.Blocked": "watch:office:list"},
    sweeps={
        "marketplace.watch.tasks.send_digests_in_regions": 60,
        "marketplace.watch.tasks.tend_regions": 3600,
    },
    tables={
        "watch_watch": "Suchen, die jemand per E-Mail beobachtet, und der Nachweis, dass die Adresse zugestimmt hat",
        "watch_blocked": "Prüfsummen von Adressen, an die nichts über Suchen geschickt wird",
    },
    not_secret={
        "watch_watch.search_key": "tells one search from another; opens nothing",
        "watch_blocked.address_hash": "compares an address with those that take no mail; opens nothing",
    },
    demo=_demo,
    example=example,
)
