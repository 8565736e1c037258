"""One page of the board, and how many stand behind each further choice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.paginator import Page
from django.db.models import Count, Func, OuterRef, TextField

from kreislauf.counted import COUNTED, Counted, CountUpTo, counted
from kreislauf.german import german_sort_key
from kreislauf.web.pages import NumberedPages
from marketplace.businesses.query import not_of_closed
from marketplace.listings.models import Category, Kind, Listing, Listings
from marketplace.listings.models.listing import PUBLIC
from marketplace.listings.public.filter import ListingFilter
from marketplace.listings.public.rows import ROW, ListingRow
from marketplace.search.question import WORDS_FIRST
from tenants.places.read import region_places

PER_PAGE = 24
MOST_PLACES = 40
COUNTED_WITH_WORDS = 300  # the newest are what somebody wants, and each row has to be read for its words


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
    page: Page[ListingRow]
    categories: list[Choice]
    places: list[Choice]
    chips: list[Chip] = field(default_factory=list)


class Shelf(NamedTuple):
    """A kind with what its list says of it: how many it holds, and its categories as (address, name)."""

    kind: Kind
    number: Counted
    categories: list[tuple[str, str]]


def shelves() -> list[Shelf]:
    """Of the kinds on show. One query, since each list begins with them."""
    rows: Any = Kind.objects.raw(*_shelves_statement())
    return [
        Shelf(row, Counted.up_to(COUNTED, row.number), [(slug, name) for slug, name in row.drawers]) for row in rows
    ]


@cache
def _shelves_statement() -> tuple[str, tuple[Any, ...]]:
    """Put together once in a process: that takes longer than the answer."""
    number = CountUpTo(Listing.objects.filter(PUBLIC, not_of_closed(), kind=OuterRef("pk")))
    both = Func("slug", "name", template="ARRAY[%(expressions)s]", output_field=ArrayField(TextField()))
    drawers = ArraySubquery(Category.objects.filter(kind=OuterRef("pk")).in_order().values_list(both))
    rows = Kind.objects.on_show().only("slug", "name", "call", "explained", "is_on", "is_on_show")
    return rows.annotate(number=number, drawers=drawers).query.sql_with_params()


def find_listings(filters: ListingFilter, shelf: Shelf | None, *, page: str | None) -> Found:
    """Of one kind, or of all."""
    kind = shelf.kind if shelf else None
    everywhere = filters.everywhere(kind)
    if filters.words:
        number, rows = _few(everywhere)
    else:
        number = shelf.number if shelf and not filters.postcode else counted(everywhere)
        rows = Counter() if number.more else _facets(everywhere)
    categories = _categories(rows, filters, shelf.categories if shelf else [], more=number.more)
    names = {choice.value: choice.label for choice in categories}
    return Found(
        filters=filters,
        kind=kind,
        page=_page(filters, everywhere, page, number=number),
        categories=categories,
        places=_places(rows, filters, more=number.more),
        chips=_chips(filters, names),
    )


def _page(
    filters: ListingFilter, everywhere: Listings, number_of_page: str | None, *, number: Counted
) -> Page[ListingRow]:
    found = filters.narrowed(everywhere)
    if filters.categories or filters.places:
        number = _counted(found, filters)
    if filters.words and not number.more:  # few: sorted, instead of reading the newest until enough have the words
        found = found.filter(WORDS_FIRST)
    pages = NumberedPages(found.order_by("-shown_at", "-pk").values_list(*ROW), PER_PAGE)
    pages.counted = number
    page = pages.get_page(number_of_page)
    page.object_list = [ListingRow(*row) for row in page.object_list]
    return page


def _counted(found: Listings, filters: ListingFilter) -> Counted:
    return counted(found, most=COUNTED_WITH_WORDS if filters.words else None)


def _few(everywhere: Listings) -> tuple[Counted, Counter[tuple[str, str]]]:
    """How many there are and what ``_facets`` says of them, in one query where there are few."""
    found = everywhere.order_by().values_list("category__slug", "place")[: COUNTED_WITH_WORDS + 1]
    rows = Counter((slug or "", place) for slug, place in found)
    number = Counted.up_to(COUNTED_WITH_WORDS, rows.total())
    return number, Counter() if number.more else rows


def _facets(everywhere: Listings) -> Counter[tuple[str, str]]:
    """(category's address, place) → how many. One query gives the numbers of both filters."""
    rows = everywhere.order_by().values_list("category__slug", "place").annotate(number=Count("pk"))
    return Counter({(slug or "", place): number for slug, place, number in rows})


def _categories(
    rows: Counter[tuple[str, str]], filters: ListingFilter, categories: list[tuple[str, str]], *, more: bool
) -> list[Choice]:
    counts = Counter[str]()
    for (slug, place), number in rows.items():
        if not filters.places or place in filters.places:
            counts[slug] += number
    return [
        Choice(slug, name, None if more else counts[slug], slug in filters.categories)
        for slug, name in categories
        if more or counts[slug] or slug in filters.categories
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
