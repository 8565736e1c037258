"""The search's place in the house."""

from __future__ import annotations

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room

ROOM = Room(
    app="marketplace.search",
    urls="marketplace.search.urls",
    office_menu=(Link(_("Suche"), "search:words", "search", Audience.EDITOR, group=MenuGroup.SITE),),
    log_words={"synonyms.changed": _("Gleichbedeutende Wörter geändert")},
    log_kinds={"synonyms.": _("Suche")},
    sweeps={"marketplace.search.tasks.tend_regions": crontab(hour=2, minute=50)},
    tables={
        "search_synonymtext": "Wörter, die für die Suche dasselbe meinen",
        "search_missed": "Wörter, die vergeblich gesucht wurden, nach Wochen",
    },
    left_out={"search_word": "Wörter für „Meinten Sie …?“, die jede Nacht neu gezählt werden"},
)
