"""A business starts a campaign with three answers, and writes the rest of it until it is handed in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.writing.ends import end_of
from marketplace.campaigns.writing.rules import owes_an_update
from marketplace.campaigns.writing.words_of import forbidden_in
from marketplace.review.change import Ended as Ended
from marketplace.review.change import change, changeable

# What staff has approved stands; only these may change afterwards, and staff reads them again.
CHANGES_LATER = ("lead", "text_md", "text_html", "picture", "picture_alt", "video_url")
TITLE_LENGTH = 80


class NotPublic(Exception):
    """The business itself is not on the site yet."""


class OwesAnUpdate(Exception):
    """``campaign`` is over, and its backers never heard what became of it."""

    def __init__(self, campaign: Campaign) -> None:
        super().__init__(campaign.pk)
        self.campaign = campaign


class Frozen(Exception):
    """Goal, costs and end are promised once the campaign is public."""


def start(
    business: Business,
    *,
    why: str,
    goal_cents: int,
    ends_on: date,
    author_email: str,
    key: str,
    by: Actor,
    at: datetime,
) -> Campaign:
    """A draft that only its business sees. ``key`` names the form: sent twice, it makes one.

    The business lends it its picture. Refuses with ``NotPublic`` or ``OwesAnUpdate``.
    """
    if not business.is_public:
        raise NotPublic
    if silent := owes_an_update(business):
        raise OwesAnUpdate(silent)
    facts = {"goal_cents": goal_cents, "ends_on": ends_on, "ends_at": end_of(ends_on), "author_email": author_email}
    texts = {
        "title": title_of(why),
        "lead": why,
        "picture": business.picture or "",
        "picture_alt": business.picture_alt,
    }
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(
                business=business, **facts, **texts, key=key, written_at=at, submitted_at=at
            )
            record("campaign.written", campaign, by=by, at=at)
    except IntegrityError:
        first = Campaign.objects.filter(key=key).first()
        if first is None:
            raise
        return first
    return campaign


def title_of(why: str) -> str:
    """The first sentence, cut between words: a title to go on from."""
    first = re.split(r"(?<=[.!?])\s", why.strip(), maxsplit=1)[0].rstrip(".")
    if len(first) <= TITLE_LENGTH:
        return first
    return first[: TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


@transaction.atomic
def rewrite(campaign: Campaign, texts: Mapping[str, Any], *, answer: str = "", by: Actor, at: datetime) -> Campaign:
    """Hand in other words, or keep writing the draft. Of a public campaign the approved ones are seen until then.

    ``answer`` goes to whoever asked back. Refuses with ``Frozen``, or with ``Ended``.
    """
    row = changeable(campaign, texts, allowed=Campaign.TEXTS)
    shown = row.proposed()
    other = {name: value for name, value in texts.items() if getattr(shown, name) != value}
    if row.approved_at is not None and set(other) - set(CHANGES_LATER):
        raise Frozen
    is_proven = not forbidden_in(row.with_texts({**shown.texts(), **other}))
    return change(row, other, by=by, at=at, answer=answer, is_proven=is_proven)
