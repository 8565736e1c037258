"""How often advice was read on each day: written down by the sweep, kept for two years, without a trace of who read."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.utils import timezone

from kreislauf.web.views_counted import count_view, views_taken
from marketplace.advice.models import Article
from marketplace.advice.models.daily import Daily

KEPT_MONTHS = 24
_NAME = "advice.views"


def count_advice_view(response: HttpResponse, article: Article | None = None) -> HttpResponse:
    """Whoever gets this answer reads the article, or looks at the hub."""
    return count_view(response, _NAME, str(article.pk if article else 0))


def write_down(*, at: datetime) -> None:
    """What was read since the last time; and what is older than two years goes."""
    _write_views()
    today = timezone.localdate(at)
    years, month = divmod(today.year * 12 + today.month - 1 - KEPT_MONTHS, 12)
    Daily.objects.filter(day__lt=date(years, month + 1, 1)).delete()


@transaction.atomic
def _write_views() -> None:
    """Of articles that are still there."""
    taken = {(day, int(what)): number for (day, what), number in views_taken(_NAME).items()}
    asked = {article for _day, article in taken}
    there = {0, *Article.objects.filter(pk__in=asked).values_list("pk", flat=True)}
    for (day, article), number in sorted(taken.items()):
        if article in there:
            _add(day, article or None, number)


def _add(day: date, article: int | None, number: int) -> None:
    rows = Daily.objects.filter(day=day, article=article)
    if not rows.update(number=F("number") + number):
        Daily.objects.create(day=day, article_id=article, number=number)
