"""For the walker of the tests: what the routes of readers, of printed sheets and of machines take."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.advice.hsds.ids import Kind, hsds_id
from marketplace.advice.models import Adviser, Article, ArticleText, Language


def public_examples(secret: str, article: Article, adviser: Adviser) -> dict[str, Example]:
    """Adds the article in Leichte Sprache."""
    ArticleText.objects.create(
        article=article,
        language=Language.EASY,
        title=f"Leicht: {secret}",
        lead=f"Leicht gesagt: {secret}",
        text_html=f"<p>{secret}</p>",
        of_hash=article.content_hash,
        by="mail@example.org",
        at=timezone.now(),
    )
    sheet = {"form": "a5"}
    return {
        **{f"advice:{name}": Example(article) for name in ("number", "feedback", "feedback_noted")},
        "advice:translation": Example(article, {"language": str(Language.EASY)}),
        "advice:office:paper": Example(article),
        "advice:office:print_all": Example(adviser, sheet),
        "advice:office:print_article": Example(article, sheet),
        "advice:partner:paper": Example(article),
        "advice:partner:print": Example(article, sheet),
        "api:advice:detail": Example(article),
        "api:advice:hsds_service": Example(adviser, {"uuid": hsds_id(Kind.ADVISER, adviser.pk)}),
        "api:advice:hsds_body": Example(adviser.body, {"uuid": hsds_id(Kind.ORGANIZATION, adviser.body_id)}),
    }
