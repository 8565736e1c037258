"""A business tells those who back it how it goes on; staff reads it before it is mailed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.campaigns.models import Campaign, Update
from marketplace.campaigns.writing.word_list import forbidden
from marketplace.review.change import Ended as Ended
from marketplace.review.change import change
from marketplace.review.submit import submit


class NotPublic(Exception):
    """Nobody backs what nobody has seen."""


class Mailed(Exception):
    """It lies in mailboxes: who has more to say writes anew."""


def write_update(
    campaign: Campaign,
    texts: Mapping[str, Any],
    *,
    kind: str,
    backers_only: bool,
    author_email: str,
    key: str,
    by: Actor,
    at: datetime,
) -> Update:
    """``key`` names the form: sent twice, it makes one. Refuses with ``NotPublic``."""
    if campaign.approved_at is None:
        raise NotPublic
    facts = {"kind": kind, "backers_only": backers_only, "author_email": author_email, "key": key, "written_at": at}
    try:
        with transaction.atomic():
            update = Update.objects.create(campaign=campaign, **texts, **facts, submitted_at=at)
            record("campaign_update.written", update, by=by, at=at, campaign=campaign.pk)
            return submit(update, by=by, at=at, is_proven=_is_harmless(texts))
    except IntegrityError:
        first = Update.objects.filter(key=key).first()
        if first is None:
            raise
        return first


@transaction.atomic
def rewrite_update(
    update: Update,
    texts: Mapping[str, Any],
    *,
    kind: str,
    backers_only: bool,
    answer: str = "",
    by: Actor,
    at: datetime,
) -> Update:
    """Before it is mailed. Refuses with ``Mailed`` or ``Ended``."""
    row = Update.objects.select_for_update().get(pk=update.pk)
    if row.approved_at is not None:
        raise Mailed
    row.kind, row.backers_only = kind, backers_only
    row.save(update_fields=["kind", "backers_only"])
    return change(update, texts, answer=answer, by=by, at=at, is_proven=_is_harmless(texts))


def _is_harmless(texts: Mapping[str, Any]) -> bool:
    """Else nobody publishes it unread, however trusted."""
    return not any(forbidden(f"{texts['title']}\n{texts['text_md']}"))
