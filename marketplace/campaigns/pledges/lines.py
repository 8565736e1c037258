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


@transaction.atomic
def show_line(pledge: Pledge, *, by: Actor, at: datetime) -> None:
    """From now on everybody reads it, also one that was refused before. Shown again, nothing happens."""
    if _decide(pledge, shown_at=at, refused_at=None):
        record("pledge.line_shown", pledge, by=by, at=at)


@transaction.atomic
def refuse_line(pledge: Pledge, *, by: Actor, at: datetime) -> None:
    """Nobody reads it, also one that was shown before; the backer's own page says so."""
    if _decide(pledge, shown_at=None, refused_at=at):
        record("pledge.line_refused", pledge, by=by, at=at)


def _decide(pledge: Pledge, *, shown_at: datetime | None, refused_at: datetime | None) -> bool:
    """Whether that is another decision than before."""
    rows = Pledge.objects.select_for_update(of=("self",)).select_related("campaign")
    pledge = rows.get(pk=pledge.pk)
    as_before = (pledge.message_shown_at is None, pledge.message_refused_at is None) == (
        shown_at is None,
        refused_at is None,
    )
    if not pledge.message or as_before:
        return False
    pledge.message_shown_at, pledge.message_refused_at = shown_at, refused_at
    pledge.save(update_fields=["message_shown_at", "message_refused_at"])
    void_pages(*pledge.campaign.page_scopes)
    return True
