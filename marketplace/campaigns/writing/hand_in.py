"""A draft leaves its desk: staff decides on it, or nobody where the business is trusted and its words are harmless."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from kreislauf.slices import Text
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.writing.checks import missing
from marketplace.campaigns.writing.rewards import to_be_read
from marketplace.campaigns.writing.words_of import forbidden_in
from marketplace.review.decisions import locked
from marketplace.review.submit import submit


class NotADraft(Exception):
    """It waits already, is public, or has ended."""


class Incomplete(Exception):
    """``sentences`` say what it lacks."""

    def __init__(self, sentences: list[Text]) -> None:
        super().__init__(sentences)
        self.sentences = sentences


@transaction.atomic
def hand_in(campaign: Campaign, *, by: Actor, at: datetime) -> Campaign:
    """Refuses with ``NotADraft`` or ``Incomplete``."""
    row = _draft(campaign)
    if lacks := missing(row, timezone.localdate(at)):
        raise Incomplete(lacks)
    row.handed_in_at, row.new_rewards = at, to_be_read(row)
    record("campaign.handed_in", row, by=by, at=at, version=row.version)
    return submit(row, by=by, at=at, is_proven=not forbidden_in(row))


@transaction.atomic
def discard(campaign: Campaign, *, by: Actor, at: datetime) -> None:
    """Delete a draft with its rewards and its picture. Refuses with ``NotADraft`` what somebody else has seen."""
    row = _draft(campaign)
    pictures = names_of(row)
    record("campaign.discarded", row, by=by, at=at)
    row.rewards.all().delete()
    row.delete()
    settle_pictures(pictures)


def _draft(campaign: Campaign) -> Campaign:
    row = locked(campaign)
    if row.handed_in_at is not None or row.is_ended:
        raise NotADraft
    return row
