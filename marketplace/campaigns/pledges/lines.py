"""A backer's line of at most 140 characters: staff reads it before it stands beside the campaign."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.web.page_cache import void_pages
from marketplace.campaigns.models import Pledge

WAITING = ~Q(message="") & Q(message_shown_at__isnull=True, message_refused_at__isnull=True)


def show_line(pledge: Pledge, *, by: Actor, at: datetime) -> None:
    """From now on everybody reads it, also one that was refused before. Shown again, nothing happens."""
    _decide(pledge, "pledge.line_shown", shown_at=at, refused_at=None, by=by, at=at)


def refuse_line(pledge: Pledge, *, by: Actor, at: datetime) -> None:
    """Nobody reads it, also one that was shown before; the backer's own page says so."""
    _decide(pledge, "pledge.line_refused", shown_at=None, refused_at=at, by=by, at=at)


@transaction.atomic
def _decide(
    pledge: Pledge, action: str, *, shown_at: datetime | None, refused_at: datetime | None, by: Actor, at: datetime
) -> None:
    rows = Pledge.objects.select_for_update(of=("self",)).select_related("campaign")
    pledge = rows.get(pk=pledge.pk)
    as_before = (pledge.message_shown_at is None, pledge.message_refused_at is None) == (
        shown_at is None,
        refused_at is None,
    )
    if not pledge.message or as_before:
        return
    pledge.message_shown_at, pledge.message_refused_at = shown_at, refused_at
    pledge.save(update_fields=["message_shown_at", "message_refused_at"])
    record(action, pledge, by=by, at=at)
    void_pages(*pledge.campaign.page_scopes)
