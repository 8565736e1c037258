"""What the hub and its search show: plain values, which are the key of the cached fragment."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Value
from django.utils import timezone

from kreislauf.prepared import AskedList, PreparedList
from kreislauf.replica import reading_connection
from marketplace.advice.models import Article, ArticleKind
from marketplace.advice.public.filter import ArticleFilter, Numbers, topic_numbers
from marketplace.advice.public.lists import NEWS_ON_TOP, latest_news, newest_of, next_deadlines
from marketplace.partners.models import Body

OF_KIND, DEADLINES = 6, 4
_VALUES = ("pk", "kind", "title", "lead", "amount", "released_at", "valid_until", "body__name", "body__short")


class HubRow(NamedTuple):
    """As ``_VALUES`` reads it. ``list_name`` is where on the hub it stands."""

    list_name: str
    pk: int
    kind: str
    title: str
    lead: str
    amount: str
    released_at: datetime
    valid_until: date | None
    body: str | None
    body_short: str | None

    @property
    def article(self) -> Article:
        """A copy for the template, never to be saved."""
        return Article(
            pk=self.pk,
            kind=self.kind,
            title=self.title,
            lead=self.lead,
            amount=self.amount,
            released_at=self.released_at,
            valid_until=self.valid_until,
            body=Body(name=self.body, short=self.body_short or "") if self.body else None,
        )


def found_rows(filters: ArticleFilter) -> AskedList[HubRow]:
    """The newest first. Words mean what the office's synonyms say today: such a query is put together each time."""
    topics = topic_numbers(filters.topic) if filters.topic else None
    if filters.words:
        return _found(filters, topics).at({})
    return _prepared(filters, topics, timezone.localdate()).at({})


@lru_cache(maxsize=128)
def _prepared(filters: ArticleFilter, topics: Numbers | None, today: date) -> PreparedList[HubRow]:
    """``topics`` and ``today`` stand among its values."""
    return _found(filters, topics)


def _found(filters: ArticleFilter, topics: Numbers | None) -> PreparedList[HubRow]:
    found = filters.among(Article.objects.public(), topics=topics).order_by("-released_at", "-pk")
    return PreparedList.of(found.values_list(Value("found"), *_VALUES), HubRow)


def hub_rows() -> list[HubRow]:
    """Of all lists, each in its order."""
    sql, params = _statement(timezone.localdate())
    with reading_connection().cursor() as cursor:
        cursor.execute(sql, params)
        return [HubRow(*row) for row in cursor.fetchall()]


@lru_cache(maxsize=2)
def _statement(today: date) -> tuple[str, tuple[Any, ...]]:
    """Put together once a day in a process: that takes longer than the answer. ``today`` stands among its values."""
    lists = {
        "news": latest_news()[:NEWS_ON_TOP],
        "deadlines": next_deadlines()[:DEADLINES],
        "guides": newest_of(ArticleKind.GUIDE)[:OF_KIND],
        "projects": newest_of(ArticleKind.PROJECT)[:OF_KIND],
        "questions": newest_of(ArticleKind.FAQ)[:OF_KIND],
    }
    first, *others = [found.values_list(Value(name), *_VALUES) for name, found in lists.items()]
    return first.union(*others, all=True).query.sql_with_params()
