"""Neighbours look for a voucher: by words, branch, place and price."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Func, OrderBy, Q, QuerySet
from django.db.models.functions import Coalesce, Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


@dataclass(frozen=True, slots=True)
class Found:
    """What the list page shows."""

    wishes: Wishes
    page: Page[Offer]
    categories: list[Choice]
    places: list[Choice]
    chips: list[Chip] = field(default_factory=list)


def find_offers(wishes: Wishes, *, page: str | int = 1) -> Found:
    """One page of the offers on sale that fit, and the filters with how many offers stand behind each."""
    found = fitting(wishes).select_related("business__category").order_by(*_order(wishes.sort))
    categories = _categories(wishes)
    return Found(
        wishes=wishes,
        page=Paginator(found, PER_PAGE).get_page(page),
        categories=categories,
        places=_places(wishes),
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
    by_name = Lower(Func(F("business__name"), function="UNACCENT"))  # Ä stands with A
    orders: dict[str, tuple[str | OrderBy, ...]] = {
        "preis": (price.asc(), "-pk"),
        "preis-ab": (price.desc(), "-pk"),
        "name": (by_name.asc(), "-pk"),
    }
    return orders.get(sort, ("-published_at", "-pk"))


def _categories(wishes: Wishes) -> list[Choice]:
    # Counted without the branches that are ticked: what another tick would add.
    behind = Q(businesses__offers__in=fitting(replace(wishes, categories=())))
    rows = Category.objects.annotate(found=Count("businesses__offers", filter=behind, distinct=True))
    return [
        Choice(category.slug, category.name, category.slug in wishes.categories, category.found)
        for category in rows.order_by("position", "name")
        if category.found or category.slug in wishes.categories
    ]


def _places(wishes: Wishes) -> list[Choice]:
    offers = fitting(replace(wishes, places=())).order_by()
    counts = dict(offers.values_list("business__place").annotate(found=Count("pk")))
    names = sorted({*counts, *wishes.places}, key=_as_in_telephone_books)
    return [Choice(name, name, name in wishes.places, counts.get(name, 0)) for name in names]


def _as_in_telephone_books(name: str) -> str:
    """Ä stands with A."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()


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
