"""Staff hides a campaign from everybody, at once, and may show it again. It runs on; nobody can back it meanwhile."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.campaigns.models import Campaign, Update
from marketplace.campaigns.sharing.card import share
from marketplace.review.decisions import locked


@transaction.atomic
def hide(row: Campaign | Update, *, reason: str, by: Actor, at: datetime) -> None:
    """A campaign, or news of one. Its picture is private from then on, too. Hidden again, nothing happens."""
    current = locked(row)
    if current.hidden_at is None:
        current.hidden_at = at
        current.save(update_fields=["hidden_at"])
        settle_pictures(names_of(current))
        _share(current)
        action = "campaign.hidden" if isinstance(current, Campaign) else "campaign_update.hidden"
        record(action, current, by=by, at=at, reason=reason)


@transaction.atomic
def show(row: Campaign | Update, *, by: Actor, at: datetime) -> None:
    current = locked(row)
    if current.hidden_at is not None:
        current.hidden_at = None
        current.save(update_fields=["hidden_at"])
        settle_pictures(names_of(current))
        _share(current)
        action = "campaign.shown" if isinstance(current, Campaign) else "campaign_update.shown"
        record(action, current, by=by, at=at)


def _share(row: Campaign | Update) -> None:
    """Neighbours that show the campaign show it no longer, or again."""
    if isinstance(row, Campaign):
        share(row)
