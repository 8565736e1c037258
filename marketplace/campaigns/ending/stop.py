"""Staff stops a campaign, with a decision that the business may appeal against, and may let it go on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.campaigns.ending.batch import begin
from marketplace.campaigns.models import Campaign, Occasion
from marketplace.campaigns.sharing.card import share
from marketplace.trust.decide import decide_unasked
from marketplace.trust.models import Outcome
from marketplace.trust.noticeable import noticeable_named


class NotRunning(Exception):
    """It has not begun, or it has ended."""


@transaction.atomic
def stop(campaign: Campaign, *, ground: str, ground_text: str, facts: str, by: Actor, at: datetime) -> Campaign:
    """From now on nobody can back it; its page stays and says why. What is paid stays with the backers' rights.

    The business gets the statement of reasons (Art. 17 DSA), backers a letter. Stopped again, nothing happens.
    Refuses with ``NotRunning``.
    """
    current = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if current.stopped_at is not None:
        return current
    if not current.is_running:
        raise NotRunning
    kind = noticeable_named("campaign")
    if kind is not None:
        decide_unasked(
            current, kind, outcome=Outcome.CORRECT, ground=ground, ground_text=ground_text, facts=facts, by=by, at=at
        )
    current.stopped_at, current.stop_reason = at, facts[:300]
    current.save(update_fields=["stopped_at", "stop_reason"])
    record("campaign.stopped", current, by=by, at=at, reason=facts)
    share(current)
    begin(current, Occasion.STOPPED, at=at)
    return current


@transaction.atomic
def resume(campaign: Campaign, *, by: Actor, at: datetime) -> Campaign:
    """Its end stays the same day. Resumed again, or after its end, nothing happens."""
    current = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if current.stopped_at is None or current.ended_at is not None:
        return current
    current.stopped_at, current.stop_reason = None, ""
    current.save(update_fields=["stopped_at", "stop_reason"])
    record("campaign.resumed", current, by=by, at=at)
    share(current)
    begin(current, Occasion.RESUMED, at=at)
    return current
