"""The offers on sale that match a filter, with how many stand behind each further choice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OrderBy, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kreislauf.german import german_order, german_sort_key
from marketplace.businesses.models import Business, Category
from marketplace.vouchers.models import Offer
from marketplace.vouchers.offers.filter import OfferFilter

PER_PAGE = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the filter."""

    value: str
    label: str
    number: int
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


ROW = (
    *("pk", "title", "kind", "price_cents", "min_cents", "stock_left", "picture", "picture_alt", "glyph"),
    *("business__name", "business__place", "business__category__name", "business__category__glyph"),
)


@dataclass(frozen=True, slots=True)
class OfferList:
    """What the list page shows."""

    filters: OfferFilter
    page: Page[OfferRow]
    categories: list[Choice]
    places: list[Choice]
    chips: list[Chip] = field(default_factory=list)


def find_offers(filters: OfferFilter, *, page: str | int = 1) -> OfferList:
    """One page of the offers on sale that fit, and the filters with how many offers stand behind each."""
    facets = _facets(filters)
    categories = _categories(facets, filters)
    return OfferList(
        filters=filters,
        page=_page(facets, filters, page),
        categories=categories,
        places=_places(facets, filters),
        chips=_chips(filters, {choice.value: choice.label for choice in categories}),
    )


def matching(filters: OfferFilter) -> QuerySet[Offer]:
    """The offers on sale that match the filter."""
    found = _priced(Offer.objects.on_sale().in_words(filters.words), filters)
    if filters.categories:
        found = found.filter(business__category__slug__in=filters.categories)
    if filters.places:
        found = found.filter(business__place__in=filters.places)
    return found


def businesses_on_map(filters: OfferFilter) -> QuerySet[Business]:
    """Businesses with a pin that have something on sale that matches, with ``offers_found``."""
    match = Q(offers__in=matching(filters))
    pinned = Business.objects.filter(match, latitude__isnull=False, longitude__isnull=False)
    return pinned.annotate(offers_found=Count("offers", filter=match, distinct=True)).order_by("pk")


def _priced(found: QuerySet[Offer], filters: OfferFilter) -> QuerySet[Offer]:
    if not filters.up_to_euro:
        return found
    cents = filters.up_to_euro * 100
    return found.filter(Q(price_cents__lte=cents) | Q(min_cents__lte=cents))


def _order(sort: str) -> tuple[str | OrderBy, ...]:
    price = Coalesce(F("price_cents"), F("min_cents"))
    by_name = german_order("business__name")
    orders: dict[str, tuple[str | OrderBy, ...]] = {
        "preis": (price.asc(), "-pk"),
        "preis-ab": (price.desc(), "-pk"),
        "name": (by_name.asc(), "-pk"),
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


def _facets(filters: OfferFilter) -> list[_Facet]:
    """One query gives the counts of both filters and their sum."""
    category = "business__category__"
    columns = (f"{category}slug", f"{category}name", f"{category}position", "business__place")
    found = matching(replace(filters, categories=(), places=())).order_by().values_list(*columns)
    return [_Facet(*row) for row in found.annotate(found=Count("pk"))]


def _page(facets: list[_Facet], filters: OfferFilter, number: str | int) -> Page[OfferRow]:
    rows = matching(filters).order_by(*_order(filters.sort)).values_list(*ROW)
    paginator = Paginator(rows, PER_PAGE)
    # The facets know it: one question less.
    paginator.count = sum(
        facet.found for facet in facets if facet.is_in_category(filters) and facet.is_in_place(filters)
    )
    page = paginator.get_page(number)
    page.object_list = [OfferRow(*row) for row in page.object_list]
    return page


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
