"""What is asked of businesses, and the conditions that their indexes know."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kreislauf.places.distance import Nearby
from marketplace.businesses import hours
from marketplace.businesses.known_open import known_open
from marketplace.review.conditions import public, undecided
from marketplace.review.models import ReviewedRows
from marketplace.search.question import InWords

if TYPE_CHECKING:
    from marketplace.businesses.models import Business  # noqa: F401 - in the class's own type

PUBLIC, UNDECIDED = public(), undecided()
GERMAN_ORDER = ("sort_name", "pk")
UNSEEN = ("words", "open_hours")  # what no page shows: lists need not read it


class Businesses(InWords, Nearby, ReviewedRows["Business"]):
    def open_at(self, moment: datetime) -> Businesses:
        """Known to be open: not those with changed hours, nor on a public holiday unless they say so."""
        # The index knows the hour, the opening hours know the minute.
        return self.filter(known_open(moment), open_hours__contains=[hours.hour_of_week(moment)])

    def in_german_order(self) -> Businesses:
        return self.order_by(*GERMAN_ORDER)

    def located(self) -> Businesses:
        return self.filter(latitude__isnull=False)
