"""Rows of the advice, as tests need them."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from marketplace.advice.models import Adviser, Article, ArticleKind, Topic
from marketplace.partners.models import Body
from tests.make import NOON, make_body

_numbers = itertools.count(1)


def make_topic(title: str = "Gründung", *, parent: Topic | None = None, **fields: Any) -> Topic:
    values: dict[str, Any] = {"slug": f"thema-{next(_numbers)}", "parent": parent}
    return Topic.objects.create(title=title, **(values | fields))


def make_adviser(body: Body | None = None, *, topics: tuple[Topic, ...] = (), **fields: Any) -> Adviser:
    values: dict[str, Any] = {
        "name": "Petra Hansen",
        "role": "Gründung",
        "phone": "0431 5194-0",
        "shown_at": NOON,
        "numbers_changed_at": NOON,
        "key": f"adviser-{next(_numbers)}",
    }
    adviser = Adviser.objects.create(body=body or make_body(), **(values | fields))
    adviser.topics.set(topics)
    return adviser


def make_article(
    body: Body | None = None, *, topics: tuple[Topic, ...] = (), approved: bool = True, **fields: Any
) -> Article:
    """Public as it stands; news gets its end, which is compulsory."""
    today = timezone.localdate()
    values: dict[str, Any] = {
        "body": body or make_body(),
        "title": "Kurzarbeitergeld beantragen",
        "lead": "Wenn Aufträge fehlen, zahlt die Agentur einen Teil des Lohns.",
        "text_md": "Der Antrag geht online.",
        "topic_ids": [topic.pk for topic in topics],
        "written_at": NOON,
        "changed_at": NOON,
        "submitted_at": NOON,
        "handed_in_at": NOON,
        "key": f"article-{next(_numbers)}",
    }
    if fields.get("kind") == ArticleKind.NEWS:
        values["valid_until"] = today + timedelta(days=14)
    if approved:
        values |= {"approved_at": NOON, "released_at": NOON, "review_due_on": in_days(90)}
    article = Article.objects.create(**(values | fields))
    article.topics.set(topics)
    return article


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
