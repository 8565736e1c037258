"""Staff has released news: it stands on the campaign's page, and those who back the campaign get it by mail."""

from __future__ import annotations

from datetime import datetime

from kreislauf.audit.actor import Actor
from kreislauf.soon import soon
from marketplace.campaigns.author import author_of_update
from marketplace.campaigns.models import Update
from marketplace.campaigns.updates import emails


def mark_released(update: Update, at: datetime) -> None:
    update.released_at = update.released_at or at


def published(update: Update, *, is_new: bool, by: Actor, at: datetime) -> None:
    """In the transaction of the approval. Corrected later, it is not mailed again."""
    emails.released.queue(update, to=author_of_update(update), version=update.version)
    if is_new:
        soon("marketplace.campaigns.tasks.mail_update", pk=update.pk)
