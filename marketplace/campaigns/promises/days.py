"""How long somebody has to pay what they promised."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.timezone import localdate

from marketplace.campaigns.models import Pledge

PAY_WITHIN = timedelta(days=7)


def last_day(pledge: Pledge) -> date | None:
    """The last day to pay a called promise, in the region's time zone."""
    return localdate(pledge.called_at) + PAY_WITHIN if pledge.called_at else None
