"""Which numbers stand on a sheet, which sheets were printed, and which of them are out of date by now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from marketplace.advice.flyers.sheet import FORM_NAMES, MOST_NUMBERS, Form
from marketplace.advice.models import Adviser, Article, PrintedPaper

MOST_LOOKED_AT = 2000
MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class OldPaper:
    """A sheet that somebody printed, with what on it is wrong today."""

    paper: PrintedPaper
    changed: list[Adviser]  # their number, address or name is another one
    gone: int  # people on it whom nobody can reach there any more
    text_changed: bool

    @property
    def name(self) -> str:
        return str(FORM_NAMES[Form(self.paper.form)])


def advisers_on(article: Article | None) -> list[Adviser]:
    """Whom the text names; else those who stand on flyers, of its partner if it has one."""
    shown = Adviser.objects.shown().select_related("body").in_order()
    if article is not None and article.contact_ids:
        return list(shown.filter(pk__in=article.contact_ids)[:MOST_NUMBERS])
    on_flyers = shown.filter(on_flyer=True)
    if article is not None and article.body_id is not None:
        on_flyers = on_flyers.filter(body=article.body_id)
    return list(on_flyers[:MOST_NUMBERS])


@transaction.atomic
def note_printed(form: Form, article: Article | None, advisers: Iterable[Adviser], *, at: datetime) -> PrintedPaper:
    """Somebody downloaded it to print it; who, is nobody's concern. The same sheet printed before is forgotten."""
    PrintedPaper.objects.filter(article=article, form=form).delete()
    return PrintedPaper.objects.create(
        article=article,
        form=form,
        adviser_ids=[one.pk for one in advisers],
        version=article.version if article else 0,
        at=at,
    )


def old_papers() -> list[OldPaper]:
    """Sheets on which a number, a person or the text has changed since, the last printed first."""
    papers = list(PrintedPaper.objects.select_related("article__body")[:MOST_LOOKED_AT])
    named = {pk for paper in papers for pk in paper.adviser_ids}
    advisers = {one.pk: one for one in Adviser.objects.shown().filter(pk__in=named).select_related("body")}
    judged = (_judged(paper, advisers) for paper in papers)
    return [one for one in judged if one.changed or one.gone or one.text_changed][:MOST_LISTED]


def _judged(paper: PrintedPaper, advisers: dict[int, Adviser]) -> OldPaper:
    there = [advisers[pk] for pk in paper.adviser_ids if pk in advisers]
    return OldPaper(
        paper,
        changed=[one for one in there if one.numbers_changed_at > paper.at],
        gone=len(paper.adviser_ids) - len(there),
        text_changed=_is_newer(paper.article, paper.at),
    )


def _is_newer(article: Article | None, at: datetime) -> bool:
    """Whether another text was released after that."""
    return article is not None and article.approved_at is not None and article.approved_at > at
