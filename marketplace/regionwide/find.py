"""Where a voucher of the region is taken."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse

from kreislauf.counted import Counted, counted
from kreislauf.regions import current_region
from marketplace.businesses.models import Business
from marketplace.businesses.query import Businesses
from marketplace.regionwide.models import Participation

NAMED = 8  # on the page of an offer; the list has the rest


@dataclass(frozen=True, slots=True)
class Takers:
    """How many businesses take it, and the first of them."""

    count: Counted
    named: list[Business]


def takers() -> Takers:
    found = businesses_taking_part()
    return Takers(counted(found), list(found.only("name", "slug", "sort_name").in_german_order()[:NAMED]))


def businesses_taking_part() -> Businesses:
    """Those in the directory, in no order."""
    running = Participation.objects.taking_part().filter(business=OuterRef("pk"))
    return Business.objects.public().filter(Exists(running))


def takers_page() -> str:
    """The whole address of the list, for mails and prints."""
    return f"{current_region().url}{reverse('regionwide:businesses')}"
