"""Articles and advisers with the secret word in their texts, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.advice.example_desks import desk_examples, letter_examples
from marketplace.advice.example_public import public_examples
from marketplace.advice.models import Adviser, Article, Topic

DAY = timedelta(days=1)


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``body``, ``author`` and ``picture``; makes ``topic``, ``adviser``, ``article`` and ``draft``."""
    word, now = secret.lower(), timezone.now()
    topic = Topic.objects.create(title=f"Thema {secret}", slug=f"thema-{word}", lead=f"Alles zu {secret}")
    adviser = Adviser.objects.create(
        body=made["body"],
        name=f"Beraterin {secret}",
        role=f"Fragen zu {secret}",
        picture=made["picture"],
        phone="0431 901 0",
        email=f"rat-{word}@example.org",
        languages=["de"],
        shown_at=now,
        numbers_changed_at=now,
        key=f"a-{word}",
    )
    facts = {
        "body": made["body"],
        "author": made["author"],
        "title": f"Text {secret}",
        "lead": f"Kurz gesagt: {secret}",
        "text_md": f"Langer Text, {secret}. {{{{ kontakt:{adviser.pk} }}}}",
        "topic_ids": [topic.pk],
        "written_at": now,
        "changed_at": now,
        "submitted_at": now,
    }
    released = {"approved_at": now, "released_at": now, "review_due_on": timezone.localdate() + 90 * DAY}
    article = Article.objects.create(**facts, **released, handed_in_at=now, key=f"a-{word}")
    article.topics.add(topic)
    waiting = Article.objects.create(**facts, handed_in_at=now, key=f"b-{word}")
    draft = Article.objects.create(**facts, key=f"c-{word}")
    made.update(topic=topic, adviser=adviser, article=article, waiting_article=waiting, draft=draft)
    return {
        "advice:topic": Example(topic),
        "advice:article": Example(article),
        **desk_examples(article, adviser, topic),
        **letter_examples(secret, article, made),
        **public_examples(secret, article, adviser),
    }
