"""How often advice was read on each day, for two years, without a trace of who read; and when words are forgotten."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.utils import timezone

from kreislauf.german import midnight
from kreislauf.web.views_counted import count_view, views_taken
from marketplace.advice.models import Article, PageFeedback
from marketplace.advice.models.daily import Daily
from marketplace.advice.statistics.missing import RECENT

KEPT_MONTHS = 24
_NAME = "advice.views"


def count_advice_view(response: HttpResponse, article: Article | None = None) -> HttpResponse:
    """Whoever gets this answer reads the article, or looks at the hub."""
    return count_view(response, _NAME, str(article.pk if article else 0))


def write_down(*, at: datetime) -> None:
    """What was read since the last time; and what is older than two years goes, sentences once no page shows them."""
    _write_views()
    today = timezone.localdate(at)
    years, month = divmod(today.year * 12 + today.month - 1 - KEPT_MONTHS, 12)
    first = date(years, month + 1, 1)
    Daily.objects.filter(day__lt=first).delete()
    PageFeedback.objects.filter(at__lt=midnight(first)).delete()
    # People write about themselves, whatever the field says.
    PageFeedback.objects.filter(at__lt=at - RECENT).exclude(sentence="").update(sentence="")


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
