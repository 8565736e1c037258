"""The two links of the room: staff's to a decision on one version of a text, and the submitter's to a new text."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse

from kreislauf.links import Tampered, sign, unsign
from kreislauf.regions import current_region
from marketplace.review.models import Reviewed

if TYPE_CHECKING:
    from marketplace.review.kinds import Review

DECISION, TEXT = "review", "review text"
VALID = timedelta(days=14)
TEXT_VALID = timedelta(days=60)


class DecisionLink(NamedTuple):
    """What staff's link is the right to; ``sent_to`` is whose it is, masked, and ``reader`` as a mark.

    Links from before they had a mark have none.
    """

    kind: str
    pk: int
    version: int
    sent_to: str = ""
    reader: str = ""


def decision_link(review: Review[Any], row: Reviewed, *, sent_to: str = "", reader: str = "") -> str:
    """For this version of the text, good for 14 days after it was handed in."""
    payload = [review.kind, row.pk, row.version, sent_to, reader]
    token = sign(DECISION, payload, expires=VALID, at=row.submitted_at)
    return absolute(reverse("review:office:letter", urlconf="kreislauf.urls_region", kwargs={"token": token}))


def read_decision_link(token: str, *, older: dict[str, str]) -> DecisionLink:
    """Refuses with ``BadLink``. ``older``: kind → the purpose of its links from before they named their kind."""
    try:
        return DecisionLink(*unsign(DECISION, token))
    except Tampered:
        for kind, purpose in older.items():
            try:
                return DecisionLink(kind, *unsign(purpose, token))
            except Tampered:
                continue
        raise


def text_link(review: Review[Any], row: Reviewed) -> str:
    """The submitter's page for another text: the kind's own, or the room's. Good for 60 days after it was handed in."""
    if own := review.edit_page(row):
        return own
    token = sign(TEXT, [review.kind, row.pk, row.version], expires=TEXT_VALID, at=row.submitted_at)
    return absolute(reverse("review:text", urlconf="kreislauf.urls_region", kwargs={"token": token}))


def absolute(path: str) -> str:
    return current_region().url + path
