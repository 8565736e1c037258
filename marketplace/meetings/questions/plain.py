"""The beginning of what somebody wrote in Markdown, as plain words."""

from __future__ import annotations

from django.utils.text import Truncator

from kreislauf.rich_text import plain_words, rich_text


def first_paragraph(text: str, *, limit: int) -> tuple[str, str]:
    """Its words, and the Markdown that is left to say: the rest, or all of it where the paragraph was too long."""
    first, _, rest = text.replace("\r\n", "\n").strip().partition("\n\n")
    words = plain_words(rich_text(first))
    shortened = Truncator(words).chars(limit)
    return shortened, rest.strip() if shortened == words else text
