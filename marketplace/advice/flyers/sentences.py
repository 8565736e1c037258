"""What a flyer says of an article: its first sentences, without links and telephone numbers."""

from __future__ import annotations

import re
from html import unescape

from marketplace.advice.models import Article
from marketplace.advice.models.derived import CONTACT

LONGEST = 220
_TAGS = re.compile(r"<[^>]+>")
_BLOCKS = re.compile(r"</(?:p|li|h2|h3|h4|blockquote)>|<br>")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„])")


def first_sentences(article: Article) -> list[str]:
    """The lead, then what the text begins with. A heading is no sentence."""
    found = _sentences(article.lead)
    for block in _BLOCKS.split(CONTACT.sub("", article.text_html)):
        if "<h" not in block and "<li" not in block:
            found += _sentences(unescape(_TAGS.sub("", block)))
    return [one for one in found if len(one) <= LONGEST]


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in _END.split(" ".join(text.split())) if one.strip()]
