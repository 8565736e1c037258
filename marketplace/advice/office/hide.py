"""Staff hides an article from everybody, at once, and may show it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.advice.models import Article
from marketplace.advice.shared.card import share
from marketplace.review.decisions import locked


@transaction.atomic
def hide(article: Article, *, reason: str, by: Actor, at: datetime) -> Article:
    """Hidden again, nothing happens."""
    row = locked(article)
    if row.hidden_at is None:
        row.hidden_at = at
        row.save(update_fields=["hidden_at"])
        record("article.hidden", row, by=by, at=at, reason=reason)
        share(row)
    return row


@transaction.atomic
def show(article: Article, *, by: Actor, at: datetime) -> Article:
    row = locked(article)
    if row.hidden_at is not None:
        row.hidden_at = None
        row.save(update_fields=["hidden_at"])
        record("article.shown", row, by=by, at=at)
        share(row)
    return row
