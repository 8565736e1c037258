"""What is asked of businesses, and the conditions that their indexes know."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Q

from kreislauf.places.distance import Nearby
from marketplace.businesses import hours
from marketplace.businesses.known_open import known_open
from marketplace.businesses.sorting import folded
from marketplace.review.conditions import public, undecided
from marketplace.review.models import ReviewedRows
from marketplace.search.question import WORDS_FIRST, InWords

if TYPE_CHECKING:
    from marketplace.businesses.models import Business  # noqa: F401 - in the class's own type

PUBLIC, UNDECIDED = public(), undecided()
GERMAN_ORDER = ("sort_name", "pk")
UNSEEN = ("words", "open_hours")  # what no page shows: lists need not read it


def not_of_closed() -> Q:
    """For rows that may belong to a business: those of none, or of one that has not closed.

    A condition of its own and no join: lists go on walking their index, and the few that have closed are read once.
    """
    closed = apps.get_model("businesses", "Business").objects.filter(closed_at__isnull=False)
    return ~Q(business__in=closed.values("pk"))


class Businesses(InWords, Nearby, ReviewedRows["Business"]):
    def in_words(self, text: str) -> Self:
        """In alphabetical lists the index of words is asked before the alphabet is walked."""
        return super().in_words(text).filter(WORDS_FIRST)

    def open_at(self, moment: datetime) -> Businesses:
        """Known to be open: not those with changed hours, nor on a public holiday unless they say so."""
        # The index knows the hour, the opening hours know the minute.
        return self.filter(known_open(moment), open_hours__contains=[hours.hour_of_week(moment)])

    def in_german_order(self) -> Businesses:
        return self.order_by(*GERMAN_ORDER)

    def with_place_order(self) -> Businesses:
        """``place_order`` sorts by place."""
        return self.alias(place_order=folded("place"))

    def located(self) -> Businesses:
        return self.filter(latitude__isnull=False)
