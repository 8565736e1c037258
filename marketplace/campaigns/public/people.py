"""Who backs a campaign, as far as they want it to be seen: names and lines that staff has read."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from marketplace.campaigns.models import Campaign, Pledge
from marketplace.campaigns.models.pledge import ON_PAPER, PAID, PROMISED

NEWEST = 12
SHOWN = (
    (PAID | PROMISED | ON_PAPER)
    & Q(forgotten_at__isnull=True)
    & (~Q(public_name="") | Q(message_shown_at__isnull=False))
)


class Backer(NamedTuple):
    name: str  # empty: anonymous
    message: str
    at: datetime


class Backers(NamedTuple):
    """The newest, and how many there are besides."""

    rows: list[Backer]
    others: int


def backers_of(campaign: Campaign, *, number: int) -> Backers:
    """``number`` is how many back it in all. One query, none where nobody does."""
    if not number:
        return Backers([], 0)
    found = Pledge.objects.filter(SHOWN, campaign=campaign).order_by("-created_at", "-pk")
    columns = ("public_name", "message", "message_shown_at", "paid_at", "created_at")
    rows = [
        Backer(name, message if shown_at else "", paid_at or created_at)
        for name, message, shown_at, paid_at, created_at in found.values_list(*columns)[:NEWEST]
    ]
    return Backers(rows, max(number - len(rows), 0))
