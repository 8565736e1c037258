"""When a campaign that runs until a day is over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kreislauf.german import midnight


def end_of(day: date) -> datetime:
    """The first moment of the day after it, in Germany."""
    return midnight(day + timedelta(days=1))
