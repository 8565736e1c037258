"""What each kind of article must have, and how long it stays right without anybody looking."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from kreislauf.slices import Text
from marketplace.advice.models import Article, ArticleKind

# News are notices of a day, not a newspaper (BGH, I ZR 97/21).
NEWS_LASTS = timedelta(weeks=6)
DUE_AFTER = {ArticleKind.PROGRAMME: timedelta(days=90)}
DUE_AFTER_OTHERS = timedelta(days=180)
OVERDUE_AFTER = timedelta(days=30)  # then its page says that it is being looked at
ARCHIVED_AFTER = timedelta(days=60)  # then nobody sees it any more


def due_after(kind: str) -> timedelta:
    return DUE_AFTER.get(ArticleKind(kind), DUE_AFTER_OTHERS)


def is_overdue(article: Article, today: date) -> bool:
    """Whether its page says since when nobody has looked."""
    return article.review_due_on is not None and article.review_due_on + OVERDUE_AFTER <= today


def news_end_at_the_latest(begins: date | None, today: date) -> date:
    return max(begins or today, today) + NEWS_LASTS


def missing(article: Article, today: date) -> list[Text]:
    """What keeps the newest text from being handed in, as sentences."""
    shown, found = article.proposed(), []
    if shown.kind == ArticleKind.GUIDE and not shown.steps:
        found.append(_("Eine Anleitung braucht mindestens einen Schritt."))
    if shown.kind not in (ArticleKind.GUIDE, ArticleKind.FAQ, ArticleKind.NEWS) and not shown.text_md:
        found.append(_("Der Text fehlt noch."))
    if shown.is_over:
        found.append(_("Das Enddatum liegt in der Vergangenheit."))
    if shown.kind == ArticleKind.NEWS and shown.valid_until and _too_long(shown, today):
        found.append(_("Eine Meldung steht höchstens sechs Wochen."))
    return list(found)


def _too_long(news: Article, today: date) -> bool:
    return news.valid_until is not None and news.valid_until > news_end_at_the_latest(news.valid_from, today)
