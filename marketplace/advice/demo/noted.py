"""Who has signed a demo region's texts, and whom they have helped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.utils import timezone

from kreislauf.demo.clock import days_ago
from marketplace.advice.models import Article, CoSignature, PageFeedback
from marketplace.partners.models import Body

if TYPE_CHECKING:
    from marketplace.demo.hub.shape import DemoArticle
    from marketplace.demo.shape import DemoRegion


def note(data: DemoRegion, articles: dict[str, Article], bodies: dict[str, Body]) -> None:
    CoSignature.objects.bulk_create(
        _signature(articles[one.key], bodies[one.signed_by or one.asked_to_sign], signed=bool(one.signed_by))
        for one in data.hub.articles
        if one.signed_by or one.asked_to_sign
    )
    PageFeedback.objects.bulk_create(row for one in data.hub.articles for row in _feedback(one, articles[one.key]))


def _signature(article: Article, body: Body, *, signed: bool) -> CoSignature:
    asked = article.approved_at or article.written_at
    editor = body.people.filter(role="editor").select_related("user").first()
    by = editor.user.email if editor else body.email
    return CoSignature(
        article=article,
        body=body,
        version=article.version,
        of_hash=article.signed_hash,
        asked_at=asked,
        signed_at=min(asked + timedelta(hours=5), timezone.now()) if signed else None,
        signed_by=by if signed else "",
    )


def _feedback(one: DemoArticle, article: Article) -> Iterator[PageFeedback]:
    yes, no = one.helped
    answers = [True] * yes + [False] * no
    for number, (helpful, sentence) in enumerate(zip_longest(answers, one.sentences[: len(answers)], fillvalue="")):
        days = one.days_ago * (number + 1) / (len(answers) + 1)
        yield PageFeedback(
            article=article,
            version=article.version,
            helpful=bool(helpful),
            sentence=str(sentence),
            at=days_ago(days, hour=8 + number % 12),
        )
