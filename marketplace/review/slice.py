"""The decisions' place in the house. All that waits for staff stands here, whatever slice it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from celery.schedules import crontab
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kreislauf.audit.actor import Actor
from kreislauf.house import slices
from kreislauf.menus import Link
from kreislauf.permissions import Audience
from kreislauf.slices import Slice, Text, Tile, Todo
from marketplace.review.contents import add_text_blocks
from marketplace.review.example import example
from marketplace.review.kinds import reviews
from marketplace.review.queue import in_all, oldest, waiting_by_kind
from tenants.branding.models import Branding
from tenants.branding.modules import slices_on

IN_TODO = 6  # lines on the office's first page; its tile leads to the rest


def _office_tiles() -> Iterable[Tile]:
    waiting = in_all(number for _review, number in waiting_by_kind())
    text = ngettext("Eintrag zu entscheiden", "Einträge zu entscheiden", waiting.n)
    yield Tile(waiting, text, reverse("review:office:list"), todo=bool(waiting))


def _office_todo() -> Iterable[Todo]:
    off = {one.name for one in slices()} - {one.name for one in slices_on(Branding.objects.get())}
    for entry in oldest(most=IN_TODO):
        if entry.row._meta.app_label in off:
            continue  # its page answers nobody
        yield Todo(str(entry.row), entry.url, f"{entry.line} · {entry.state}", entry.row.submitted_at)


def _log_words() -> Mapping[str, Text]:
    """Of every kind, in the words of its title."""
    found: dict[str, Text] = {
        "review.trusted": _("Darf ohne Prüfung veröffentlichen"),
        "review.distrusted": _("Wird wieder geprüft"),
        "review.routine_changed": _("Zeiten oder Vertretung für Freigaben geändert"),
        "text_block.added": _("Fertigen Satz angelegt"),
        "text_block.changed": _("Fertigen Satz geändert"),
        "text_block.removed": _("Fertigen Satz gelöscht"),
    }
    for one in reviews():
        found |= {
            f"{one.kind}.approved": format_lazy(_("{title} freigegeben"), title=one.title),
            f"{one.kind}.rejected": format_lazy(_("{title} abgelehnt"), title=one.title),
            f"{one.kind}.asked": format_lazy(_("{title}: Rückfrage gestellt"), title=one.title),
            f"{one.kind}.replied": format_lazy(_("{title}: Rückfrage beantwortet"), title=one.title),
            f"{one.kind}.changed": format_lazy(_("{title}: Änderung eingereicht"), title=one.title),
        }
        if one.refused_kept is not None:
            found[f"{one.kind}.forgotten"] = format_lazy(_("{title}: abgelehnten Eintrag gelöscht"), title=one.title)
    return found


def _demo(data: Any, by: Actor) -> None:
    """Whoever tries the demo does not wait for the next bundle."""
    from marketplace.review.models.routine import usual_hours
    from marketplace.review.setup import set_routine

    set_routine(hours=usual_hours(), each_at_once=True, deputies_email="", by=by, at=timezone.now())


SLICE = Slice(
    app="marketplace.review",
    title=_("Freigaben"),
    urls="marketplace.review.urls",
    office_menu=(Link(_("Freigaben"), "review:office:list", "verified", Audience.EDITOR, position=5),),
    office_tiles=_office_tiles,
    office_todo=_office_todo,
    log_words=_log_words(),
    log_kinds={"review.": _("Freigaben"), "text_block.": _("Fertige Sätze")},
    log_links={"review.TextBlock": "review:office:block"},
    office_mails={
        one.letters.approval.name: format_lazy(_("{plural} warten auf Freigabe"), plural=one.plural)
        for one in reviews()
    },
    sweeps={
        "marketplace.review.tasks.sweep_regions": 300,
        "marketplace.review.tasks.sweep_refused": crontab(hour=4, minute=10),
    },
    contents=add_text_blocks,
    tables={
        "review_routine": "wann die Verwaltung von neuen Einträgen erfährt, und wer sie vertritt",
        "review_textblock": "fertige Sätze für Ablehnungen und Rückfragen",
        "review_trusted": "wessen Einträge ohne Prüfung öffentlich werden",
    },
    example=example,
    demo=_demo,
)
