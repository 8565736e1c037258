"""A text in another language: a part of what is approved with the article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from marketplace.advice.models import Article, Language
from marketplace.advice.writing.write import rewrite
from marketplace.review.decisions import locked

SAID = ("title", "lead", "text_md", "steps", "machine")


@transaction.atomic
def translate(article: Article, language: Language, said: Mapping[str, Any], *, by: Actor, at: datetime) -> Article:
    """Says the newest German text in ``language``; said again, it is up to date again. Refuses with ``Ended``.

    ``said`` holds title, lead, text_md, steps ([{"title", "text"}]) and whether a machine wrote it.
    """
    shown = locked(article).proposed()
    one = {name: said[name] for name in SAID}
    one |= {"of_hash": shown.content_hash, "by": str(by)[:254], "at": at.isoformat()}
    return rewrite(article, {"translations": {**shown.translations, language.value: one}}, by=by, at=at)


@transaction.atomic
def drop_language(article: Article, language: Language, *, by: Actor, at: datetime) -> Article:
    """Taken away with the next approval. Nothing happens where there is none. Refuses with ``Ended``."""
    kept = locked(article).proposed().translations
    return rewrite(
        article, {"translations": {name: said for name, said in kept.items() if name != language}}, by=by, at=at
    )
