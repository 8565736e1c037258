"""What follows from an approval: its topics and languages are public with it, and its next review is dated."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kreislauf.audit.actor import Actor
from marketplace.advice import emails
from marketplace.advice.keeping.check_links import note_links
from marketplace.advice.models import Article, ArticleText, Topic
from marketplace.advice.models.derived import html_of
from marketplace.advice.people import submitter_of
from marketplace.advice.shared.card import share
from marketplace.advice.writing.rules import due_after


def released(article: Article, *, is_new: bool, by: Actor, at: datetime) -> None:
    """In the transaction of the approval. Who approves their own text gets no letter about it."""
    today = timezone.localdate(at)
    article.released_at = article.released_at or at
    article.assured_on, article.assured_by = today, str(by)[:254]
    article.review_due_on, article.review_mailed_at = today + due_after(article.kind), None
    article.for_editors_at, article.editors_note = None, ""
    article.save()
    article.topics.set(Topic.objects.filter(pk__in=article.topic_ids))
    write_languages(article, at=at)
    note_links(article)
    share(article)
    if article.author is None or str(by) != str(article.author):
        emails.approved.queue(article, to=submitter_of(article), version=article.version)


def write_languages(article: Article, *, at: datetime) -> None:
    """The rows that readers see, from what was approved."""
    article.languages.exclude(language__in=article.translations).delete()
    for language, said in article.translations.items():
        facts = {
            **{name: said[name] for name in ("title", "lead", "text_md", "steps", "of_hash", "machine", "by")},
            "text_html": html_of(said["text_md"]),
            "at": parse_datetime(said["at"]) or at,
        }
        ArticleText.objects.update_or_create(article=article, language=language, defaults=facts)
