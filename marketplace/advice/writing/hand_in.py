"""A draft leaves its desk: to the partner's editors, to the office, or at once to everybody."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.slices import Text
from marketplace.advice import emails
from marketplace.advice.models import Article
from marketplace.advice.people import author_of
from marketplace.advice.writing.rules import missing
from marketplace.partners.people.addresses import editors_of
from marketplace.review.approve import approve
from marketplace.review.decisions import locked
from marketplace.review.submit import begin_to_wait, submit


class Rights(StrEnum):
    """What somebody may do with a draft by themselves."""

    WRITE = "write"  # an author of a partner
    RELEASE = "release"  # an editor of a partner, for the partner
    PUBLISH = "publish"  # the office, and editors of partners that publish by themselves


class NotADraft(Exception):
    """It is public, waits already, or has ended."""


class Incomplete(Exception):
    """``sentences`` say what it lacks."""

    def __init__(self, sentences: list[Text]) -> None:
        super().__init__(sentences)
        self.sentences = sentences


@transaction.atomic
def hand_in(article: Article, *, rights: Rights, by: Actor, at: datetime) -> Article:
    """The newest text goes on as far as ``rights`` reach. Refuses with ``NotADraft`` or ``Incomplete``."""
    row = locked(article)
    if row.is_ended or not row.is_draft:
        raise NotADraft
    if lacks := missing(row, timezone.localdate(at)):
        raise Incomplete(lacks)
    editors = editors_of(row.body) if rights == Rights.WRITE else []
    if editors:
        return _to_editors(row, editors, by=by, at=at)
    row.handed_in_at, row.for_editors_at, row.editors_note = at, None, ""
    if rights == Rights.PUBLISH:
        begin_to_wait(row, at=at)
        return approve(row, version=row.version, by=by, at=at)
    return submit(row, by=by, at=at, is_proven=True)


def _to_editors(row: Article, editors: list[str], *, by: Actor, at: datetime) -> Article:
    if row.for_editors_at is None:
        row.for_editors_at, row.editors_note = at, ""
        row.save(update_fields=["for_editors_at", "editors_note"])
        record("article.for_editors", row, by=by, at=at, version=row.version)
        for address in editors:
            emails.for_editors.queue(row, to=address, version=row.version)
    return row


@transaction.atomic
def give_back(article: Article, *, note: str, by: Actor, at: datetime) -> Article:
    """An editor wants an author to write it otherwise. Refuses with ``NotADraft`` what no author has handed over."""
    row = locked(article)
    if row.for_editors_at is None:
        raise NotADraft
    row.for_editors_at, row.editors_note = None, note
    row.save(update_fields=["for_editors_at", "editors_note"])
    record("article.given_back", row, by=by, at=at, version=row.version)
    emails.given_back.queue(row, to=author_of(row), version=row.version)
    return row
