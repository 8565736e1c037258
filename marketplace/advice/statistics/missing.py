"""„Was fehlt“: what was searched in vain, what did not help, and what is read but not told in Leichte Sprache."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from marketplace.advice.models import Article, ArticleText, Daily, Language, PageFeedback
from marketplace.partners.models import Body

MOST = 20
FEWEST_ANSWERS = 3  # before a share says anything
RECENT = timedelta(days=90)


class Unhelpful(NamedTuple):
    """``number`` said no of ``answers``."""

    article: Article
    number: int
    answers: int


class Missing(NamedTuple):
    unhelpful: list[Unhelpful]
    sentences: list[PageFeedback]
    not_in_easy_language: list[tuple[Article, int]]


def what_is_missing(*, at: datetime, body: Body | None = None) -> Missing:
    """Of the last 90 days; of one partner's texts, or of all."""
    since = at - RECENT
    return Missing(_unhelpful(since, body), _sentences(since, body), _not_easy(since, body))


def most_read(since: datetime, body: Body | None = None) -> list[tuple[Article, int]]:
    """(article, how often since then), the most read first."""
    days = Daily.objects.filter(article__isnull=False, day__gte=timezone.localdate(since))
    return _with_articles(_of_body(days, body, "article__body"))


def _unhelpful(since: datetime, body: Body | None) -> list[Unhelpful]:
    said = _of_body(PageFeedback.objects.filter(at__gte=since), body, "article__body").order_by()
    rows = said.values("article").annotate(answers=Count("pk"), no=Count("pk", filter=Q(helpful=False)))
    worst = list(rows.filter(answers__gte=FEWEST_ANSWERS, no__gt=0).order_by("-no", "article")[:MOST])
    articles = _by_pk([row["article"] for row in worst])
    return [Unhelpful(articles[row["article"]], row["no"], row["answers"]) for row in worst]


def _sentences(since: datetime, body: Body | None) -> list[PageFeedback]:
    said = PageFeedback.objects.filter(at__gte=since).exclude(sentence="").select_related("article")
    return list(_of_body(said, body, "article__body")[:MOST])


def _not_easy(since: datetime, body: Body | None) -> list[tuple[Article, int]]:
    """The most read texts that nobody has put into Leichte Sprache yet."""
    easy = ArticleText.objects.filter(article=OuterRef("article"), language=Language.EASY)
    days = Daily.objects.filter(~Exists(easy), article__isnull=False, day__gte=timezone.localdate(since))
    return _with_articles(_of_body(days, body, "article__body"))


def _with_articles(days: QuerySet[Any]) -> list[tuple[Article, int]]:
    public = Article.objects.public().values("pk")
    rows = days.order_by().filter(article__in=public).values("article").annotate(views=Sum("number"))
    most = list(rows.order_by("-views", "article")[:MOST])
    articles = _by_pk([row["article"] for row in most])
    return [(articles[row["article"]], row["views"]) for row in most]


def _by_pk(pks: list[int]) -> dict[int, Article]:
    return {one.pk: one for one in Article.objects.filter(pk__in=pks).select_related("body")}


def _of_body(rows: QuerySet[Any], body: Body | None, path: str) -> QuerySet[Any]:
    return rows if body is None else rows.filter(**{path: body})
