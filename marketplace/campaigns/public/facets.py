"""How many campaigns stand behind each further choice of the list's filter, as long as there are not too many."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef

from kreislauf.german import german_sort_key
from marketplace.businesses.category_ids import category_ids
from marketplace.businesses.models import Business, Category
from marketplace.businesses.places import public_places
from marketplace.campaigns.models import Campaigns
from marketplace.campaigns.public.filter import CampaignFilter

Facets = Counter[tuple[int, str]]  # (category's number, place) → how many


class Choice(NamedTuple):
    """As ``parts/choices.html`` draws it. Nobody has counted what stands behind it where ``number`` is None."""

    value: str
    label: str
    number: int | None
    ticked: bool


def facets_of(everywhere: Campaigns) -> Facets:
    """One query gives the numbers of both filters."""
    rows = everywhere.order_by().values_list("in_category", "in_place").annotate(number=Count("pk"))
    return Counter({(category, place): number for category, place, number in rows})


def fitting(facets: Facets, filters: CampaignFilter) -> int:
    """How many match the filters on category and place, too."""
    ticked = _ticked(filters)
    return sum(
        number
        for (category, place), number in facets.items()
        if (not filters.categories or category in ticked) and (not filters.places or place in filters.places)
    )


def categories(facets: Facets | None, filters: CampaignFilter) -> list[Choice]:
    """Without facets all that have a business, and nobody has counted what they have."""
    if facets is None:
        used = Category.objects.filter(Exists(Business.objects.public().filter(category=OuterRef("pk"))))
        return [Choice(one.slug, one.name, None, one.slug in filters.categories) for one in used.in_order()]
    counts = Counter[int]()
    for (category, place), number in facets.items():
        if not filters.places or place in filters.places:
            counts[category] += number
    rows = Category.objects.in_order() if facets or filters.categories else []
    return [
        Choice(one.slug, one.name, counts[one.pk], one.slug in filters.categories)
        for one in rows
        if counts[one.pk] or one.slug in filters.categories
    ]


def places(facets: Facets | None, filters: CampaignFilter) -> list[Choice]:
    if facets is None:
        names = sorted({*public_places(), *filters.places}, key=german_sort_key)
        return [Choice(name, name, None, name in filters.places) for name in names]
    ticked, counts = _ticked(filters), Counter[str]()
    for (category, place), number in facets.items():
        if not filters.categories or category in ticked:
            counts[place] += number
    names = sorted({*counts, *filters.places}, key=german_sort_key)
    return [Choice(name, name, counts[name], name in filters.places) for name in names]


def _ticked(filters: CampaignFilter) -> set[int]:
    return set(category_ids(filters.categories)) if filters.categories else set()
