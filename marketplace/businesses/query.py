"""What is asked of businesses, and the conditions that their indexes know."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from marketplace.businesses import hours
from marketplace.businesses.known_open import known_open
from marketplace.businesses.words import WORDS_FIRST, all_words, folded

if TYPE_CHECKING:
    from marketplace.businesses.models import Business  # noqa: F401 - in the class's own type

PUBLIC = Q(approved_at__isnull=False, closed_at__isnull=True)
WAITING = Q(closed_at__isnull=True, rejected_at__isnull=True) & (Q(approved_at__isnull=True) | Q(pending__isnull=False))
GERMAN_ORDER = ("sort_name", "pk")
UNSEEN = ("words", "open_hours")  # what no page shows: lists need not read it


class Businesses(models.QuerySet["Business"]):
    def public(self) -> Businesses:
        """Approved and not closed: what neighbours see."""
        return self.filter(PUBLIC)

    def waiting(self) -> Businesses:
        """New ones and changed texts that staff has not decided on."""
        return self.filter(WAITING)

    def in_words(self, text: str) -> Businesses:
        """Name, description, place or category contains the words, umlauts and case aside."""
        return self.filter(all_words(text) & WORDS_FIRST)

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
