"""What is asked of meetings, in chains."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kreislauf.places.distance import Nearby
from marketplace.review.models import ReviewedRows
from marketplace.search.question import InWords

if TYPE_CHECKING:
    from marketplace.meetings.models.meeting import Meeting  # noqa: F401 - the rows' type


class Meetings(InWords, Nearby, ReviewedRows["Meeting"]):
    def to_come(self, at: datetime) -> Meetings:
        """Not over yet, cancelled ones too: people look for them."""
        return self.filter(ends_at__gt=at)

    def listed(self) -> Meetings:
        """Without the talks of consultation hours, which have pages of their own."""
        return self.filter(adviser__isnull=True)

    def past(self, at: datetime) -> Meetings:
        return self.filter(ends_at__lte=at, cancelled_at__isnull=True)

    def takes_place(self) -> Meetings:
        return self.filter(cancelled_at__isnull=True)
