"""What somebody looks for among the members, as it stands in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, TextField
from django.http import QueryDict

from kreislauf.counted import counted
from kreislauf.german import german_order, german_sort_key
from marketplace.businesses.category_ids import category_ids
from marketplace.businesses.models import Business, Category
from marketplace.businesses.query import Businesses
from marketplace.businesses.search import Chip, Choice
from marketplace.partners.models import Body, Membership

MOST_SERVICES_SHOWN = 40


def members() -> Businesses:
    """The businesses that everybody sees as a member of some body."""
    return Business.objects.public().filter(Exists(_agreed()))


def _agreed() -> Any:
    return Membership.objects.shown().filter(business=OuterRef("pk"))


@dataclass(frozen=True)
class MemberSearch:
    words: str = ""
    bodies: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: QueryDict) -> MemberSearch:
        """Out of ``?q=…&partner=…&bereich=…&leistung=…&ort=…``; what makes no sense finds nothing."""
        clean = {name: [v.replace("\0", "")[:100] for v in query.getlist(name)[:20]] for name in query}
        several = {name: tuple(filter(None, clean.get(key, []))) for name, key in _KEYS.items()}
        return cls(words=" ".join(clean.get("q", [""])[-1].split()), **several)

    def results(self) -> Businesses:
        agreed = _agreed()
        if self.bodies:
            agreed = agreed.filter(body__slug__in=self.bodies)
        found = Business.objects.public().filter(Exists(agreed))
        if self.words:
            found = found.in_words(self.words)
        if self.categories:
            found = found.filter(category__in=category_ids(self.categories))
        if self.services:
            found = found.filter(services__overlap=list(self.services))
        return found.filter(place__in=self.places) if self.places else found

    def choices(self) -> dict[str, list[Choice]]:
        """By filter; with numbers while there are few enough members to be counted."""
        everybody = members().order_by()
        numbers = not counted(everybody).more
        return {
            "bodies": self._bodies(numbers=numbers),
            "categories": self._categories(everybody, numbers=numbers),
            "services": self._services(everybody, numbers=numbers),
        }

    def _bodies(self, *, numbers: bool) -> list[Choice]:
        shown = Membership.objects.shown()
        bodies: QuerySet[Body] = Body.objects.shown().in_order()
        if numbers:
            found = Counter(dict(shown.order_by().values_list("body").annotate(n=Count("pk"))))
            return [_choice(one.slug, str(one), found[one.pk], self.bodies) for one in bodies if one.pk in found]
        some = bodies.filter(Exists(shown.filter(body=OuterRef("pk"))))
        return [_choice(one.slug, str(one), None, self.bodies) for one in some]

    def _categories(self, everybody: Businesses, *, numbers: bool) -> list[Choice]:
        if numbers:
            found = Counter(dict(everybody.values_list("category").annotate(n=Count("pk"))))
            rows: Iterable[Category] = Category.objects.in_order().filter(pk__in=found)
            return [_choice(one.slug, one.name, found[one.pk], self.categories) for one in rows]
        rows = Category.objects.in_order().filter(Exists(everybody.filter(category=OuterRef("pk"))))
        return [_choice(one.slug, one.name, None, self.categories) for one in rows]

    def _services(self, everybody: Businesses, *, numbers: bool) -> list[Choice]:
        """The most frequent ones, and those that are ticked; none where there are too many members to look at all."""
        found: dict[str, int] = {}
        if numbers:
            each = everybody.annotate(service=Func(F("services"), function="unnest", output_field=TextField()))
            rows = each.values_list("service").annotate(n=Count("pk")).order_by("-n", "service")
            found = dict(rows[:MOST_SERVICES_SHOWN])
        names = {*found, *self.services}
        return [_choice(one, one, found.get(one), self.services) for one in sorted(names, key=german_sort_key)]

    def chips(self, choices: dict[str, list[Choice]]) -> list[Chip]:
        """The filters that are on, in words."""
        chips = []
        rest: dict[str, Any]
        for name in _KEYS:
            labels = {choice.value: choice.label for choice in choices.get(name, ())}
            for value in getattr(self, name):
                rest = {name: tuple(one for one in getattr(self, name) if one != value)}
                chips.append(Chip(labels.get(value, value), replace(self, **rest).query))
        if self.words:
            chips.append(Chip(f"„{self.words}“", replace(self, words="").query))
        return chips

    @property
    def query(self) -> str:
        pairs = [("q", self.words), *((key, value) for name, key in _KEYS.items() for value in getattr(self, name))]
        return urlencode([(name, value) for name, value in pairs if value])


_KEYS = {"bodies": "partner", "categories": "bereich", "services": "leistung", "places": "ort"}


def _choice(value: str, label: str, number: int | None, ticked: Iterable[str]) -> Choice:
    return Choice(value, label, number, value in ticked)


def bodies_by_business(businesses: Iterable[Business]) -> dict[int, list[Body]]:
    """Of which bodies each is shown as a member."""
    found: dict[int, list[Body]] = {}
    shown = Membership.objects.shown().filter(business__in=[one.pk for one in businesses]).select_related("body")
    for one in shown.order_by("body__position", german_order("body__name")):
        found.setdefault(one.business_id, []).append(one.body)
    return found


def candidates(body: Body, words: str) -> Businesses:
    """Public businesses that somebody may mean, and that are not members already."""
    there = Membership.objects.filter(body=body, business=OuterRef("pk"))
    return Business.objects.public().in_words(words).filter(~Exists(there)) if words else Business.objects.none()


def not_joined(business: Business) -> Any:
    """The bodies that a business may say it is a member of."""
    has = Q(pk__in=Membership.objects.filter(business=business, declined_at__isnull=True).values("body"))
    return Body.objects.shown().exclude(has).in_order()
