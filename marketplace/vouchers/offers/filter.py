"""Neighbours look for a voucher: by words, branch, place and price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OrderBy, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.german import german_order, german_sort_key
from marketplace.businesses.models import Business, Category
from marketplace.vouchers.models import Offer

PER_PAGE = 24
LONGEST_WORDS = 80
PRICES_EURO = (25, 50, 100)
SORTS: Mapping[str, str | Promise] = {
    "": _("Neueste zuerst"),
    "preis": _("Preis aufsteigend"),
    "preis-ab": _("Preis absteigend"),
    "name": _("Betrieb von A bis Z"),
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody asked the list for. Values that do not exist ask for nothing, they never fail."""

    words: str = ""
    categories: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    up_to_euro: int | None = None
    sort: str = ""

    @property
    def any(self) -> bool:
        return bool(self.words or self.categories or self.places or self.up_to_euro)

    def query(self) -> str:
        """The same wishes as an address writes them, with ``?`` in front where there are any."""
        pairs = [("q", self.words), *(("bereich", slug) for slug in self.categories)]
        pairs += [*(("ort", place) for place in self.places)]
        pairs += [("max", str(self.up_to_euro or "")), ("sort", self.sort)]
        text = urlencode([pair for pair in pairs if pair[1]])
        return f"?{text}" if text else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the filter."""

    value: str
    label: str
    chosen: bool
    count: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A wish that is in force, and the address of the list without it."""

    name: str
    value: str
    label: str
    query: str


class Listed(NamedTuple):
    """What the list shows of an offer: plain values, which tell whether it is to be drawn anew."""

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


LISTED = (
    *("pk", "title", "kind", "price_cents", "min_cents", "stock_left", "picture", "picture_alt", "glyph"),
    *("business__name", "business__place", "business__category__name", "business__category__glyph"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the list page shows."""

    wishes: Wishes
    page: Page[Listed]
    categories: list[Choice]
    places: list[Choice]
    chips: list[Chip] = field(default_factory=list)


def find_offers(wishes: Wishes, *, page: str | int = 1) -> Found:
    """One page of the offers on sale that fit, and the filters with how many offers stand behind each."""
    heaps = _heaps(wishes)
    categories = _categories(heaps, wishes)
    return Found(
        wishes=wishes,
        page=_page(heaps, wishes, page),
        categories=categories,
        places=_places(heaps, wishes),
        chips=_chips(wishes, {choice.value: choice.label for choice in categories}),
    )


def fitting(wishes: Wishes) -> QuerySet[Offer]:
    """The offers on sale that fit the wishes."""
    found = _priced(Offer.objects.on_sale().in_words(wishes.words), wishes)
    if wishes.categories:
        found = found.filter(business__category__slug__in=wishes.categories)
    if wishes.places:
        found = found.filter(business__place__in=wishes.places)
    return found


def businesses_on_map(wishes: Wishes) -> QuerySet[Business]:
    """Businesses with a pin that have something fitting on sale, with ``offers_found``."""
    fits = Q(offers__in=fitting(wishes))
    pinned = Business.objects.filter(fits, latitude__isnull=False, longitude__isnull=False)
    return pinned.annotate(offers_found=Count("offers", filter=fits, distinct=True)).order_by("pk")


def _priced(found: QuerySet[Offer], wishes: Wishes) -> QuerySet[Offer]:
    if not wishes.up_to_euro:
        return found
    cents = wishes.up_to_euro * 100
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
class _Heap:
    """How many offers fit in one branch and place, whatever is ticked of both."""

    slug: str
    name: str
    position: int
    place: str
    found: int

    def is_in_category(self, wishes: Wishes) -> bool:
        return not wishes.categories or self.slug in wishes.categories

    def is_in_place(self, wishes: Wishes) -> bool:
        return not wishes.places or self.place in wishes.places


def _heaps(wishes: Wishes) -> list[_Heap]:
    """Both filters and the sum come out of one question."""
    category = "business__category__"
    columns = (f"{category}slug", f"{category}name", f"{category}position", "business__place")
    found = fitting(replace(wishes, categories=(), places=())).order_by().values_list(*columns)
    return [_Heap(*row) for row in found.annotate(found=Count("pk"))]


def _page(heaps: list[_Heap], wishes: Wishes, number: str | int) -> Page[Listed]:
    rows = fitting(wishes).order_by(*_order(wishes.sort)).values_list(*LISTED)
    paginator = Paginator(rows, PER_PAGE)
    # The heaps know it: one question less.
    paginator.count = sum(heap.found for heap in heaps if heap.is_in_category(wishes) and heap.is_in_place(wishes))
    page = paginator.get_page(number)
    page.object_list = [Listed(*row) for row in page.object_list]
    return page


def _categories(heaps: list[_Heap], wishes: Wishes) -> list[Choice]:
    # Counted without the branches that are ticked: what another tick would add.
    counts = Counter[tuple[int, str, str]]()
    for heap in heaps:
        if heap.is_in_place(wishes):
            counts[heap.position, heap.name, heap.slug] += heap.found
    empty = set(wishes.categories) - {slug for _position, _name, slug in counts}
    if empty:  # a branch that is ticked stays to be seen
        chosen = Category.objects.filter(slug__in=empty).values_list("position", "name", "slug")
        counts.update(dict.fromkeys(chosen, 0))
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], german_sort_key(item[0][1])))
    return [Choice(slug, name, slug in wishes.categories, found) for (_position, name, slug), found in ordered]


def _places(heaps: list[_Heap], wishes: Wishes) -> list[Choice]:
    counts = Counter[str]()
    for heap in heaps:
        if heap.is_in_category(wishes):
            counts[heap.place] += heap.found
    names = sorted({*counts, *wishes.places}, key=german_sort_key)
    return [Choice(name, name, name in wishes.places, counts[name]) for name in names]


def _chips(wishes: Wishes, names: dict[str, str]) -> list[Chip]:
    chips = []
    if wishes.words:
        chips.append(Chip("q", wishes.words, f"„{wishes.words}“", replace(wishes, words="").query()))
    for slug in wishes.categories:
        rest = tuple(other for other in wishes.categories if other != slug)
        chips.append(Chip("bereich", slug, names.get(slug, slug), replace(wishes, categories=rest).query()))
    for place in wishes.places:
        left = tuple(other for other in wishes.places if other != place)
        chips.append(Chip("ort", place, place, replace(wishes, places=left).query()))
    if wishes.up_to_euro:
        label = str(_("bis %(euro)s €") % {"euro": wishes.up_to_euro})
        chips.append(Chip("max", str(wishes.up_to_euro), label, replace(wishes, up_to_euro=None).query()))
    return chips
