"""The offers on sale that match a filter, with how many stand behind each further choice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.core.paginator import Page
from django.db.models import Count, Exists, OrderBy, OuterRef, QuerySet
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kreislauf.counted import Counted, counted
from kreislauf.german import german_sort_key
from kreislauf.web.pages import NumberedPages
from marketplace.businesses.category_ids import category_ids
from marketplace.businesses.models import Business, Category
from marketplace.businesses.places import public_places
from marketplace.search.question import WORDS_FIRST
from marketplace.vouchers.models import Offer, Offers
from marketplace.vouchers.models.offer import PRICE
from marketplace.vouchers.offers.filter import OfferFilter
from marketplace.vouchers.subsidised.badges import Plus, running_badges

PER_PAGE = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the filter. Nobody has counted what stands behind it where ``number`` is None."""

    value: str
    label: str
    number: int | None
    ticked: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address of the list without it."""

    name: str
    value: str
    label: str
    query: str


class OfferRow(NamedTuple):
    """What the list shows of an offer: plain values, which are the key of the cached fragment."""

    pk: int
    title: str
    kind: str
    price_cents: int | None
    min_cents: int | None
    stock_left: int | None
    picture: str
    picture_alt: str
    glyph: str
    business: str
    place: str
    category: str
    category_glyph: str
    category_id: int | None
    plus: Plus | None = None  # what an action of the region adds


ROW = (
    *("pk", "title", "kind", "price_cents", "min_cents", "stock_left", "picture", "picture_alt", "glyph"),
    *("business__name", "business__place", "business__category__name", "business__category__glyph"),
    "in_category",
)


@dataclass(frozen=True, slots=True)
class OfferList:
    """What the list page shows."""

    filters: OfferFilter
    page: Page[OfferRow]
    categories: list[Choice]
    places: list[Choice]
    chips: list[Chip] = field(default_factory=list)


def find_offers(filters: OfferFilter, *, page: str | None = None) -> OfferList:
    """One page of the offers on sale that fit, and the filters with how many offers stand behind each."""
    everywhere = matching(replace(filters, categories=(), places=()))
    number = counted(everywhere)
    facets = None if number.more else _facets(everywhere)
    categories = _all_categories(filters) if facets is None else _categories(facets, filters)
    return OfferList(
        filters=filters,
        page=_page(facets, filters, page, number=number),
        categories=categories,
        places=_all_places(filters) if facets is None else _places(facets, filters),
        chips=_chips(filters, {choice.value: choice.label for choice in categories}),
    )


def matching(filters: OfferFilter) -> QuerySet[Offer]:
    """The offers on sale that match the filter."""
    return narrowed(Offer.objects.on_sale(), filters)


def narrowed(found: Offers, filters: OfferFilter) -> QuerySet[Offer]:
    """Those that match the filter."""
    found = _priced(found.in_words(filters.words), filters)
    if filters.categories:
        found = found.filter(in_category__in=category_ids(filters.categories))
    if filters.places:
        found = found.filter(in_place__in=filters.places)
    return found


def _priced(found: Offers, filters: OfferFilter) -> Offers:
    if not filters.up_to_euro:
        return found
    return found.filter(LessThanOrEqual(PRICE, filters.up_to_euro * 100))


def _order(sort: str) -> tuple[str | OrderBy, ...]:
    orders: dict[str, tuple[str | OrderBy, ...]] = {
        "preis": (PRICE.asc(), "-pk"),
        "preis-ab": (PRICE.desc(), "pk"),  # the same index, read from its end
        "name": ("business__sort_name", "-pk"),
    }
    return orders.get(sort, ("-published_at", "-pk"))


@dataclass(frozen=True, slots=True)
class _Facet:
    """How many offers match in one category and place, without the filters on category and place."""

    slug: str
    name: str
    position: int
    place: str
    found: int

    def is_in_category(self, filters: OfferFilter) -> bool:
        return not filters.categories or self.slug in filters.categories

    def is_in_place(self, filters: OfferFilter) -> bool:
        return not filters.places or self.place in filters.places


def _facets(everywhere: QuerySet[Offer]) -> list[_Facet]:
    """One query gives the counts of both filters."""
    category = "business__category__"
    columns = (f"{category}slug", f"{category}name", f"{category}position", "business__place")
    return [_Facet(*row) for row in everywhere.order_by().values_list(*columns).annotate(found=Count("pk"))]


def _page(
    facets: list[_Facet] | None, filters: OfferFilter, page_number: str | None, *, number: Counted
) -> Page[OfferRow]:
    """``number`` of offers match in all categories and places."""
    found = matching(filters)
    by_name = bool(filters.words) and filters.sort == "name"
    if by_name:
        found = found.filter(WORDS_FIRST)
    pages = NumberedPages(found.order_by(*_order(filters.sort)).values_list(*ROW), PER_PAGE)
    pages.keys_first = by_name
    if not (filters.categories or filters.places):
        pages.counted = number
    elif facets is not None:
        fitting = [facet for facet in facets if facet.is_in_category(filters) and facet.is_in_place(filters)]
        pages.counted = Counted(sum(facet.found for facet in fitting))
    else:  # not of the rows, which are joined with their businesses
        pages.counted = counted(matching(filters))
    page = pages.get_page(page_number)
    page.object_list = with_badges([OfferRow(*row) for row in page.object_list])
    return page


def with_badges(rows: list[OfferRow]) -> list[OfferRow]:
    """The same with what an action adds to each: one query for all of them."""
    badges = running_badges(timezone.now()) if rows else None
    return [row._replace(plus=badges.of(row.kind, row.category_id)) for row in rows] if badges else rows


def _all_categories(filters: OfferFilter) -> list[Choice]:
    used = Category.objects.filter(Exists(Business.objects.public().filter(category=OuterRef("pk"))))
    rows = sorted(used, key=lambda one: (one.position, german_sort_key(one.name)))
    return [Choice(one.slug, one.name, None, one.slug in filters.categories) for one in rows]


def _all_places(filters: OfferFilter) -> list[Choice]:
    names = sorted({*public_places(), *filters.places}, key=german_sort_key)
    return [Choice(name, name, None, name in filters.places) for name in names]


def _categories(facets: list[_Facet], filters: OfferFilter) -> list[Choice]:
    # Counted without the filter on category: how many another tick would add.
    counts = Counter[tuple[int, str, str]]()
    for facet in facets:
        if facet.is_in_place(filters):
            counts[facet.position, facet.name, facet.slug] += facet.found
    empty = set(filters.categories) - {slug for _position, _name, slug in counts}
    if empty:  # a category that is ticked stays visible
        chosen = Category.objects.filter(slug__in=empty).values_list("position", "name", "slug")
        counts.update(dict.fromkeys(chosen, 0))
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], german_sort_key(item[0][1])))
    return [Choice(slug, name, found, slug in filters.categories) for (_position, name, slug), found in ordered]


def _places(facets: list[_Facet], filters: OfferFilter) -> list[Choice]:
    counts = Counter[str]()
    for facet in facets:
        if facet.is_in_category(filters):
            counts[facet.place] += facet.found
    names = sorted({*counts, *filters.places}, key=german_sort_key)
    return [Choice(name, name, counts[name], name in filters.places) for name in names]


def _chips(filters: OfferFilter, names: dict[str, str]) -> list[Chip]:
    chips = []
    if filters.words:
        chips.append(Chip("q", filters.words, f"„{filters.words}“", replace(filters, words="").query()))
    for slug in filters.categories:
        rest = tuple(other for other in filters.categories if other != slug)
        chips.append(Chip("bereich", slug, names.get(slug, slug), replace(filters, categories=rest).query()))
    for place in filters.places:
        left = tuple(other for other in filters.places if other != place)
        chips.append(Chip("ort", place, place, replace(filters, places=left).query()))
    if filters.up_to_euro:
        label = str(_("bis %(euro)s €") % {"euro": filters.up_to_euro})
        chips.append(Chip("max", str(filters.up_to_euro), label, replace(filters, up_to_euro=None).query()))
    return chips
