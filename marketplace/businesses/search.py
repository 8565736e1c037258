"""What somebody looks for in the directory, as it stands in the address."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext as _

from kreislauf.counted import counted
from kreislauf.german import german_sort_key
from marketplace.businesses.category_ids import category_ids
from marketplace.businesses.models import Business, Category
from marketplace.businesses.next_opening import next_opening
from marketplace.businesses.places import public_places
from marketplace.businesses.query import Businesses

LOOK_AT_MOST = 300


class Choice(NamedTuple):
    """A box to tick: what travels in the address, what neighbours read, how many there are, whether it is ticked.

    Nobody has counted where the number is None.
    """

    value: str
    label: str
    number: int | None
    ticked: bool


class Chip(NamedTuple):
    """A filter that is on, and the query without it."""

    label: str
    without: str


@dataclass(frozen=True)
class Search:
    words: str = ""
    categories: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    open_now: bool = False
    delivers: bool = False
    web_shop: bool = False
    slug: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Search:
        """Out of ``?q=…&bereich=…&ort=…&offen=1&liefert=1&shop=1``; what makes no sense finds nothing."""
        clean = {name: [v.replace("\0", "")[:100] for v in query.getlist(name)[:20]] for name in query}
        return cls(
            words=" ".join(clean.get("q", [""])[-1].split()),
            categories=tuple(filter(None, clean.get("bereich", []))),
            places=tuple(filter(None, clean.get("ort", []))),
            open_now=bool(clean.get("offen", [""])[-1]),
            delivers=bool(clean.get("liefert", [""])[-1]),
            web_shop=bool(clean.get("shop", [""])[-1]),
            slug=clean.get("betrieb", [""])[-1],
        )

    def results(self, at: datetime) -> Businesses:
        found = Business.objects.public()
        if self.slug:
            found = found.filter(slug=self.slug)
        if self.words:
            found = found.in_words(self.words)
        if self.categories:
            found = found.filter(category__in=category_ids(self.categories))
        if self.places:
            found = found.filter(place__in=self.places)
        if self.delivers:
            found = found.filter(delivers=True)
        if self.web_shop:
            found = found.exclude(web_shop="")
        return found.open_at(at) if self.open_now else found

    def choices(self) -> tuple[list[Choice], list[Choice]]:
        """Categories and places of what is public; with numbers while there are few enough to be counted."""
        public = Business.objects.public().order_by()
        columns = ("category__position", "category__name", "category__slug", "place")
        if counted(public).more:
            return self._uncounted(public)
        rows = public.values_list(*columns).annotate(number=Count("pk"))
        categories, places = Counter[tuple[int, str, str]](), Counter[str]()
        for position, name, slug, place, number in rows:
            categories[position, name, slug] += number
            places[place] += number
        return (
            [
                Choice(key[2], key[1], categories[key], key[2] in self.categories)
                for key in sorted(categories, key=_order)
            ],
            [
                Choice(place, place, places[place], place in self.places)
                for place in sorted(places, key=german_sort_key)
            ],
        )

    def _uncounted(self, public: Businesses) -> tuple[list[Choice], list[Choice]]:
        categories = Category.objects.in_order().filter(Exists(public.filter(category=OuterRef("pk"))))
        return (
            [Choice(one.slug, one.name, None, one.slug in self.categories) for one in categories],
            [Choice(place, place, None, place in self.places) for place in public_places()],
        )

    def chips(self, categories: list[Choice]) -> list[Chip]:
        names = {choice.value: choice.label for choice in categories}
        chips = [
            Chip(names.get(one, one), self._without(categories=tuple(c for c in self.categories if c != one)))
            for one in self.categories
        ]
        chips += [Chip(one, self._without(places=tuple(p for p in self.places if p != one))) for one in self.places]
        if self.words:
            chips.append(Chip(f"„{self.words}“", self._without(words="")))
        for name, label in (
            ("open_now", _("Jetzt geöffnet")),
            ("delivers", _("Liefert")),
            ("web_shop", _("Online-Shop")),
        ):
            if getattr(self, name):
                chips.append(Chip(label, self._without(**{name: False})))
        return chips

    @property
    def only_words(self) -> bool:
        return self == Search(words=self.words)

    def next_opening(self, at: datetime) -> str:
        """When somebody opens next among those that would be found at another hour: ``morgen um 7:00 Uhr``."""
        some = replace(self, open_now=False).results(at).order_by().values_list("hours", flat=True)[:LOOK_AT_MOST]
        return next_opening(some, at)

    @property
    def query(self) -> str:
        pairs = [("q", self.words), *(("bereich", c) for c in self.categories), *(("ort", p) for p in self.places)]
        pairs += [("offen", "1" if self.open_now else ""), ("liefert", "1" if self.delivers else "")]
        pairs += [("shop", "1" if self.web_shop else ""), ("betrieb", self.slug)]
        return urlencode([(name, value) for name, value in pairs if value])

    def _without(self, **changes: Any) -> str:
        return replace(self, **changes).query


def _order(category: tuple[int, str, str]) -> tuple[int, str]:
    return category[0], german_sort_key(category[1])
