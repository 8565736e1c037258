"""The notices' place in the house. Everybody may report what stands on the site, whatever slice it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kreislauf.audit.actor import Actor
from kreislauf.counted import counted
from kreislauf.menus import Link
from kreislauf.permissions import Audience
from kreislauf.slices import Slice, Tile, Todo
from marketplace.trust.example import example
from marketplace.trust.models import Appeal, Category, Notice
from marketplace.trust.overdue import OVERDUE

IN_TODO = 6  # lines on the office's first page; its tile leads to the rest


def _office_tiles() -> Iterable[Tile]:
    open_ = counted(Notice.objects.filter(decision__isnull=True))
    text = ngettext("Meldung zu entscheiden", "Meldungen zu entscheiden", open_.n)
    yield Tile(open_, text, reverse("trust:office:list"), todo=bool(open_))


def _office_todo() -> Iterable[Todo]:
    for notice in Notice.objects.filter(decision__isnull=True).order_by("received_at", "pk")[:IN_TODO]:
        url = reverse("trust:office:notice", args=[notice.pk])
        yield Todo(notice.title, url, Category(notice.category).label, notice.received_at)
    for appeal in (
        Appeal.objects.filter(ruled_at__isnull=True).select_related("decision").order_by("at", "pk")[:IN_TODO]
    ):
        yield Todo(str(appeal.decision), reverse("trust:office:appeal", args=[appeal.pk]), _("Beschwerde"), appeal.at)


def _demo(data: Any, by: Actor) -> None:
    from marketplace.trust.demo import demo

    demo(data, by)


SLICE = Slice(
    app="marketplace.trust",
    title=_("Meldungen"),
    urls="marketplace.trust.urls",
    office_menu=(Link(_("Meldungen"), "trust:office:list", "warning", Audience.EDITOR, position=40),),
    office_tiles=_office_tiles,
    office_todo=_office_todo,
    log_words={
        "notice.received": _("Meldung eingegangen"),
        "notice.decided": _("Über Meldung entschieden"),
        "decision.made": _("Über einen Eintrag entschieden"),
        "appeal.received": _("Beschwerde eingegangen"),
        "appeal.ruled": _("Über Beschwerde entschieden"),
        "appeal.escalated": _("Plattform zu einer Beschwerde gefragt"),
    },
    log_kinds={"notice.": _("Meldungen"), "decision.": _("Entscheidungen"), "appeal.": _("Beschwerden")},
    log_links={"trust.Notice": "trust:office:notice", "trust.Appeal": "trust:office:appeal"},
    office_mails={"trust.received": _("Neue Meldungen"), "trust.appealed": _("Beschwerden gegen Entscheidungen")},
    overdue=OVERDUE,
    sweeps={"marketplace.trust.tasks.sweep_regions": 3600},
    tables={
        "trust_notice": "Meldungen von Einträgen, und wer sie geschickt hat",
        "trust_decision": "Entscheidungen über Einträge, mit Begründung",
        "trust_appeal": "Beschwerden gegen Entscheidungen",
    },
    not_secret={"trust_notice.key": "names the form that was sent; opens nothing"},
    demo=_demo,
    example=example,
)
