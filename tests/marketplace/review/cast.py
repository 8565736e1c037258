"""What the tests of decisions look at again and again."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from kreislauf.mail.outbox import outbox
from marketplace.review.kinds import review_of
from marketplace.review.links import decision_link, text_link
from marketplace.review.models import Reviewed

SITE = "http://kiel.localhost"
DECIDING = re.compile(rf"{SITE}(/verwaltung/freigabe/\S+/)")


def utc(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def path_to_decide(row: Reviewed) -> str:
    """The link of staff's letter, for the version that stands."""
    return decision_link(review_of(row), row).removeprefix(SITE)


def path_to_answer(row: Reviewed) -> str:
    return text_link(review_of(row), row).removeprefix(SITE)


def links_in(letter: Any) -> list[str]:
    return DECIDING.findall(letter.body)


def queued(kind: str = "") -> list[tuple[str, str]]:
    """Kind and recipient of each mail that was queued."""
    mails = outbox().filter(kind=kind) if kind else outbox().all()
    return list(mails.order_by("pk").values_list("kind", "recipient"))
