"""How long ago somebody said that an article is right: said on its page, so that readers can judge it."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.utils import timezone

from marketplace.advice.models import Article

RECENTLY = timedelta(days=90)
GRACE = timedelta(days=30)


class State(StrEnum):
    """As on a traffic light."""

    FRESH = "fresh"
    OLDER = "older"
    OVERDUE = "overdue"


class Freshness(NamedTuple):
    on: date | None
    state: State


def freshness(article: Article, today: date) -> Freshness:
    """Overdue is what nobody has looked at for 30 days after the day on which it was due."""
    on = article.assured_on or _day_of(article)
    if article.review_due_on is not None and article.review_due_on + GRACE < today:
        return Freshness(on, State.OVERDUE)
    fresh = on is not None and today - on <= RECENTLY
    return Freshness(on, State.FRESH if fresh else State.OLDER)


def _day_of(article: Article) -> date | None:
    return timezone.localdate(article.approved_at) if article.approved_at else None
