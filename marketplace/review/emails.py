"""The letter about several entries at once. Those about one are ``marketplace.review.letters``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from marketplace.review.kinds import find
from marketplace.review.links import absolute, decision_link
from marketplace.review.recipients import reader_mark

SHOWN = 50  # the rest stands in the office


@letter("review.bundle", None, title=_("Mehrere Einträge freigeben"))
def bundle(address: str, *, items: Sequence[Any], sent_to: str, is_late: bool = False) -> Letter | None:
    """A link for each, of its own version: none decides on more than one. What is decided meanwhile is left out.

    No Reply-To: an answer would quote the links.
    """
    reader = reader_mark(address)
    rows = [row for item in items if (row := _row(*item, sent_to=sent_to, reader=reader))]
    if not rows:
        return None
    page = absolute(reverse("review:office:list", urlconf="kreislauf.urls_region"))
    context = {"rows": rows[:SHOWN], "more": len(rows[SHOWN:]), "is_late": is_late, "page": page, "first": rows[0]}
    return Letter(template="review/mail/bundle", context=context)


def _row(kind: str, pk: int, version: int, *, sent_to: str, reader: str) -> dict[str, Any] | None:
    found = find(kind, pk)
    if found is None:
        return None
    review, row = found
    if row.version != version or not row.is_waiting:
        return None
    shown = row.proposed()
    return {
        "review": review,
        "row": row,
        "shown": shown,
        "line": review.line(shown),
        "text": review.text(shown),
        "doubts": cache(lambda: review.doubts(shown)),  # only of those that the letter shows
        "is_new": row.approved_at is None,
        "address": decision_link(review, row, sent_to=sent_to, reader=reader),
    }
