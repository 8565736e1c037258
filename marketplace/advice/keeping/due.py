"""Which texts somebody has to say „stimmt noch“ about this month, and who."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from django.utils import timezone

from marketplace.advice.models import Article, Articles
from marketplace.advice.people import with_owners


def due(at: datetime) -> Articles:
    """All that is due until the end of this month, what has been due for longest first: so one letter is enough."""
    today = timezone.localdate(at)
    last = date(today.year, today.month, calendar.monthrange(today.year, today.month)[1])
    return Article.objects.due(last).select_related("body", "author").order_by("review_due_on", "pk")


def due_of(owner: str, at: datetime, *, most: int) -> list[Article]:
    """Of one owner's address. Who owns a text follows from who still works there, so it is no column."""
    return list(with_owners(due(at)).filter(owner=owner).defer("translations", "words")[:most])
