"""„Stimmt noch“: somebody has read it again, and it counts for another while. Or it goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM, record
from marketplace.advice.models import Article, Articles
from marketplace.advice.models.article import PUBLIC
from marketplace.advice.shared.card import share
from marketplace.advice.writing.rules import ARCHIVED_AFTER, due_after
from marketplace.review.decisions import locked


class NotPublic(Exception):
    """Nobody sees it, so nobody has to say that it holds."""


@transaction.atomic
def assure(article: Article, *, by: Actor, at: datetime) -> Article:
    """The next review is due as long after today as its kind allows. Refuses with ``NotPublic``."""
    row = locked(article)
    if row.approved_at is None or row.is_ended:
        raise NotPublic
    today = timezone.localdate(at)
    row.assured_on, row.assured_by = today, str(by)[:254]
    row.review_due_on, row.review_mailed_at = today + due_after(row.kind), None
    row.save(update_fields=["assured_on", "assured_by", "review_due_on", "review_mailed_at"])
    record("article.assured", row, by=by, at=at, until=row.review_due_on.isoformat())
    return row


@transaction.atomic
def archive(article: Article, *, by: Actor, at: datetime) -> Article:
    """Nobody sees it any more; its address leads to its first topic. Archived again, nothing happens."""
    row = locked(article)
    if row.archived_at is None:
        row.archived_at, row.archived_to = at, row.topics.order_by("position", "pk").first()
        row.save(update_fields=["archived_at", "archived_to"])
        record("article.archived", row, by=by, at=at)
        share(row)
    return row


@transaction.atomic
def restore(article: Article, *, by: Actor, at: datetime) -> Article:
    """Undo ``archive``. It has been read again, for it is public at once where it was."""
    row = locked(article)
    if row.archived_at is not None:
        row.archived_at = row.archived_to = None
        today = timezone.localdate(at)
        row.assured_on, row.assured_by, row.review_due_on = today, str(by)[:254], today + due_after(row.kind)
        row.save(update_fields=["archived_at", "archived_to", "assured_on", "assured_by", "review_due_on"])
        record("article.restored", row, by=by, at=at)
        share(row)
    return row


def to_archive(at: datetime) -> Articles:
    """What is over since yesterday, and what nobody has looked at for too long."""
    today = timezone.localdate(at)
    over = Article.objects.filter(PUBLIC, valid_until__lt=today)
    return over | Article.objects.filter(PUBLIC, review_due_on__lte=today - ARCHIVED_AFTER)


def archive_what_is_over(*, at: datetime) -> int:
    """Each in a transaction of its own. Repeatable."""
    pks = list(to_archive(at).values_list("pk", flat=True)[:500])
    for pk in pks:
        with transaction.atomic():
            # Asked once more under the lock: somebody may have said „stimmt noch“ at this moment.
            row = to_archive(at).filter(pk=pk).select_for_update(of=("self",)).first()
            if row is not None:
                archive(row, by=SYSTEM, at=at)
    return len(pks)
