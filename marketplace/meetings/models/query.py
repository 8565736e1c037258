"""What is asked of meetings, in chains."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from kreislauf.places.distance import Nearby
from marketplace.review import conditions
from marketplace.review.models import ReviewedRows
from marketplace.search.question import InWords

if TYPE_CHECKING:
    from marketplace.meetings.models.meeting import Meeting  # noqa: F401 - the rows' type

SLOT = Q(capacity=1) & ~Q(series_key="")
FREE_SLOT = SLOT & Q(taken=0, cancelled_at__isnull=True)


class Meetings(InWords, Nearby, ReviewedRows["Meeting"]):
    def to_come(self, at: datetime) -> Meetings:
        """Not over yet, cancelled ones too: people look for them."""
        return self.filter(ends_at__gt=at)

    def past(self, at: datetime) -> Meetings:
        return self.filter(ends_at__lte=at, cancelled_at__isnull=True)

    def one_of_each_hour(self, at: datetime) -> Meetings:
        """A consultation hour, a series with one seat each, stands in lists once: by the next that is free."""
        earlier = self.model._default_manager.filter(
            FREE_SLOT, conditions.public(ended_by=self.model.ENDED_BY), series_key=OuterRef("series_key")
        ).filter(ends_at__gt=at, starts_at__lt=OuterRef("starts_at"))
        return self.exclude(SLOT & (Q(taken__gte=1) | Q(cancelled_at__isnull=False) | Q(Exists(earlier))))

    def takes_place(self) -> Meetings:
        return self.filter(cancelled_at__isnull=True)
