"""What is asked of meetings, in chains."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import F, Func, Min, Subquery, Value
from django.db.models.functions import Coalesce, Least

from kreislauf.places.distance import Nearby
from marketplace.businesses.query import not_of_closed
from marketplace.review import conditions
from marketplace.review.models import ReviewedRows
from marketplace.search.question import InWords

if TYPE_CHECKING:
    from marketplace.meetings.models.meeting import Meeting  # noqa: F401 - the rows' type

ENDED_BY = ("closed_at", "hidden_at")
PUBLIC = conditions.public(ended_by=ENDED_BY)  # as the indexes know it
# From its beginning to its end, for an index that finds what is running.
TIME = Func(F("starts_at"), F("ends_at"), function="TSTZRANGE", output_field=DateTimeRangeField())


class Meetings(InWords, Nearby, ReviewedRows["Meeting"]):
    def public(self) -> Self:
        """What neighbours see in lists: nothing of a business that has closed."""
        return super().public().filter(not_of_closed())

    def to_come(self, at: datetime) -> Meetings:
        """Not over yet, cancelled ones too: people look for them."""
        return self.filter(ends_at__gt=at)

    def to_come_in_turn(self, at: datetime) -> Meetings:
        """The same for lists in the order of their beginning: these need not walk there through all that is over."""
        running = self.model._default_manager.filter(PUBLIC).alias(time=TIME).filter(time__contains=at)  # type: ignore[misc]
        # The least of an expression: that of the column would be looked for in the index of beginnings, from the first.
        first = running.order_by().values(one=Value(1)).values(first=Min(Least("starts_at", Value(at))))
        return self.to_come(at).filter(starts_at__gte=Coalesce(Subquery(first), Value(at)))

    def listed(self) -> Meetings:
        """Without the talks of consultation hours, which have pages of their own."""
        return self.filter(adviser__isnull=True)

    def past(self, at: datetime) -> Meetings:
        """It began before, too: said for the index of beginnings."""
        return self.filter(ends_at__lte=at, starts_at__lt=at, cancelled_at__isnull=True)

    def takes_place(self) -> Meetings:
        return self.filter(cancelled_at__isnull=True)
