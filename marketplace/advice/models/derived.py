"""What follows from an article's texts, and is stored with them."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from kreislauf.rich_text import rich_text

if TYPE_CHECKING:
    from marketplace.advice.models.article import Article

CONTACT = re.compile(r"\{\{\s*kontakt:(\d{1,9})\s*\}\}")
WORDS = ("title", "lead", "text_md", "steps")
SIGNED = (*WORDS, "links", "audiences", "valid_from", "valid_until", "amount", "who", "authority")


def html_of(text_md: str) -> str:
    return str(rich_text(text_md)) if text_md else ""


def content_hash(article: Article) -> str:
    """Of the words that a translation says in another language; where they stay the same, it is not outdated."""
    return _hash(article, WORDS)


def signed_hash(article: Article) -> str:
    """Of all that a second partner signs: also days, amounts and links."""
    return _hash(article, SIGNED)


def contact_ids(article: Article) -> list[int]:
    """The advisers that text and steps name, in ascending order."""
    texts = [article.text_md, *(one.get("text", "") for one in article.steps)]
    named = {int(pk) for text in texts for pk in CONTACT.findall(text)}
    return sorted(named | {one["adviser_id"] for one in article.steps if one.get("adviser_id")})


def _hash(article: Article, names: tuple[str, ...]) -> str:
    values = [[name, getattr(article, name)] for name in names]
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
