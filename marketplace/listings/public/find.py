"""One page of the board, and how many stand behind each further choice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.paginator import Page
from django.db.models import Count

from kreislauf.counted import Counted, counted
from kreislauf.german import german_sort_key
from kreislauf.web.pages import NumberedPages
from marketplace.listings.models import Kind, Listing, Listings
from marketplace.listings.public.filter import ListingFilter
from tenants.places.read import region_places

PER_PAGE = 24
MOST_PLACES = 40
# Lists need not read what they do not show, least of all addresses.
SHOWN = (
    *("title", "price_kind", "price_cents", "pictures", "place", "seller", "shown_at", "reserved_at"),
    *("kind__name", "kind__slug", "kind__glyph", "category__name", "category__glyph", "business__name"),
)


class Choice(NamedTuple):
    """A line of the filter. Nobody has counted what stands behind it where ``number`` is None."""

    value: str
    label: str
    number: int | None
    ticked: bool


class Chip(NamedTuple):
    """A filter that is set, and the query of the list without it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Found:
    filters: ListingFilter
    kind: Kind | None
    page: Page[Listing]
    categories: list[Choice]
    places: list[Choice]
    chips: list[Chip] = field(default_factory=list)


def find_listings(filters: ListingFilter, kind: Kind | None, *, page: str | None) -> Found:
    everywhere = filters.everywhere(kind)
    number = counted(everywhere)
    rows = Counter[tuple[str, str]]() if number.more else _facets(everywhere)
    categories = _categories(rows, filters, kind, more=number.more)
    names = {choice.value: choice.label for choice in categories}
    return Found(
        filters=filters,
        kind=kind,
        page=_page(filters, kind, page, number=number),
        categories=categories,
        places=_places(rows, filters, more=number.more),
        chips=_chips(filters, names),
    )


def _page(filters: ListingFilter, kind: Kind | None, number_of_page: str | None, *, number: Counted) -> Page[Listing]:
    found = filters.results(kind).select_related("kind", "category", "business").only(*SHOWN)
    pages = NumberedPages(found.order_by("-shown_at", "-pk"), PER_PAGE)
    pages.counted = counted(filters.results(kind)) if filters.categories or filters.places else number
    return pages.get_page(number_of_page)


def _facets(everywhere: Listings) -> Counter[tuple[str, str]]:
    """(category's address, place) → how many. One query gives the numbers of both filters."""
    rows = everywhere.order_by().values_list("category__slug", "place").annotate(number=Count("pk"))
    return Counter({(slug or "", place): number for slug, place, number in rows})


def _categories(
    rows: Counter[tuple[str, str]], filters: ListingFilter, kind: Kind | None, *, more: bool
) -> list[Choice]:
    if kind is None:  # each kind has its own
        return []
    counts = Counter[str]()
    for (slug, place), number in rows.items():
        if not filters.places or place in filters.places:
            counts[slug] += number
    return [
        Choice(one.slug, one.name, None if more else counts[one.slug], one.slug in filters.categories)
        for one in kind.categories.in_order()
        if more or counts[one.slug] or one.slug in filters.categories
    ]


def _places(rows: Counter[tuple[str, str]], filters: ListingFilter, *, more: bool) -> list[Choice]:
    """The places that most is from; the box finds the others."""
    counts = Counter[str]()
    for (slug, place), number in rows.items():
        if not filters.categories or slug in filters.categories:
            counts[place] += number
    known = (
        [place.name for place in region_places()]
        if more
        else [place for place, _number in counts.most_common(MOST_PLACES)]
    )
    names = sorted({*known[:MOST_PLACES], *filters.places}, key=german_sort_key)
    return [Choice(name, name, None if more else counts[name], name in filters.places) for name in names]


def _chips(filters: ListingFilter, names: dict[str, str]) -> list[Chip]:
    chips = [Chip(f"„{filters.words}“", filters.without(words=""))] if filters.words else []
    if filters.postcode:
        chips.append(Chip(filters.postcode, filters.without(postcode="")))
    for slug in filters.categories:
        rest = tuple(other for other in filters.categories if other != slug)
        chips.append(Chip(names.get(slug, slug), filters.without(categories=rest)))
    for place in filters.places:
        left = tuple(other for other in filters.places if other != place)
        chips.append(Chip(place, filters.without(places=left)))
    return chips
