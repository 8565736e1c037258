"""Advice as the tests need it: topics, advisers, articles. What a test does not name is some plausible default."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from marketplace.advice.models import Adviser, Article, ArticleKind, Topic
from marketplace.partners.models import Body
from tests.make import NOON, make_body

DAY = timedelta(days=1)
_numbers = count(1)


def make_topic(title: str = "Gründung", **fields: Any) -> Topic:
    return Topic.objects.create(title=title, **({"slug": f"thema-{next(_numbers)}"} | fields))


def make_adviser(
    body: Body | None = None, *, name: str = "Meike Storm", topics: tuple[Topic, ...] = (), **fields: Any
) -> Adviser:
    values: dict[str, Any] = {
        "phone": "0431 901 0",
        "email": "storm@example.org",
        "role": "Gründung und Förderung",
        "languages": ["de", "en"],
        "shown_at": NOON,
        "numbers_changed_at": NOON,
        "key": f"berät-{next(_numbers)}",
    }
    adviser = Adviser.objects.create(body=body or make_body(), name=name, **(values | fields))
    adviser.topics.set(topics)
    return adviser


def make_article(
    body: Body | None = None, *, released_at: datetime | None = NOON, topics: tuple[Topic, ...] = (), **fields: Any
) -> Article:
    """A public one; with ``released_at=None`` a draft."""
    values: dict[str, Any] = {
        "kind": ArticleKind.INFO,
        "title": "Kurzarbeitergeld beantragen",
        "lead": "Wenn die Arbeit ausbleibt, zahlt die Agentur einen Teil des Lohns.",
        "text_md": "Zeigen Sie den Ausfall **zuerst** an.",
        "topic_ids": [topic.pk for topic in topics],
        "written_at": NOON,
        "changed_at": NOON,
        "submitted_at": NOON,
        "key": f"text-{next(_numbers)}",
    }
    if released_at is not None:
        today = timezone.localdate()
        values |= {"approved_at": released_at, "released_at": released_at, "handed_in_at": released_at}
        values |= {"review_due_on": today + 180 * DAY, "assured_on": today}
    if fields.get("kind") == ArticleKind.NEWS:
        values["valid_until"] = timezone.localdate() + 14 * DAY
    article = Article.objects.create(body=body or make_body(), **(values | fields))
    article.topics.set(topics)
    return article


def in_days(days: int) -> date:
    return timezone.localdate() + days * DAY
