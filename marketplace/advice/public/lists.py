"""The lists of public articles that several pages show."""

from __future__ import annotations

from django.utils import timezone

from marketplace.advice.models import Article, ArticleKind, Articles

NEWS_ON_TOP = 5  # a notice board, not a newspaper
ROW = ("kind", "title", "lead", "valid_until", "amount", "released_at", "assured_on", "body__name", "body__short")


def rows_of(found: Articles) -> Articles:
    """As lists show them: without the long texts."""
    return found.select_related("body").only(*ROW, "body__slug")


def newest_of(kind: ArticleKind) -> Articles:
    return rows_of(Article.objects.public().filter(kind=kind)).order_by("-released_at", "-pk")


def latest_news() -> Articles:
    """The newest first; none that has ended."""
    return newest_of(ArticleKind.NEWS)


def next_deadlines() -> Articles:
    """Programmes that end, the next one first."""
    found = Article.objects.public().filter(kind=ArticleKind.PROGRAMME, valid_until__gte=timezone.localdate())
    return rows_of(found).order_by("valid_until", "pk")
