"""Every published region, in as few questions for a thousand as for one: by Land, the Gemeinden under their Kreis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from kreislauf.german import german_order, german_sort_key
from kreislauf.regions import address_of
from tenants.models import Kind, Region
from tenants.signup.ars import LAENDER
from tenants.signup.labels import place_name

ELSEWHERE = "00"  # those without a Regionalschlüssel


@dataclass(frozen=True)
class Land:
    number: str
    name: str
    regions: int


@dataclass
class Entry:
    """A line of the directory; ``below`` are those under it."""

    name: str
    url: str
    kind: str
    land: str  # its number
    above: str = ""
    below: list[Entry] = field(default_factory=list)

    @property
    def where(self) -> str:
        """For a list without the others around it."""
        return ", ".join(filter(None, [self.kind, self.above, LAENDER.get(self.land)]))


def laender() -> list[Land]:
    """Those with a published region, by name."""
    counted = Region.objects.live().values(number=Left("ars", 2)).annotate(regions=Count("pk")).order_by()
    numbers: dict[str, int] = {}
    for row in counted:
        number = row["number"] if row["number"] in LAENDER else ELSEWHERE
        numbers[number] = numbers.get(number, 0) + row["regions"]
    found = [Land(number, LAENDER.get(number) or _("Weitere"), regions) for number, regions in numbers.items()]
    return sorted(found, key=lambda land: (land.number == ELSEWHERE, german_sort_key(str(land.name))))


def regions_of(land: str = "") -> list[Entry]:
    """The uppermost, each with those under it; of one Land or of all. Who stands under a site that is not open stands
    under the next above."""
    rows = _rows(_of_land(Region.objects.live(), land) if land else Region.objects.live())
    entries = {row["pk"]: _entry(row) for row in rows}
    uppermost: list[Entry] = []
    for row in rows:
        ways = (row["parent_id"], row["parent__parent_id"])
        above = next((entries[pk] for pk in ways if pk in entries), None)
        (above.below if above else uppermost).append(entries[row["pk"]])
    return uppermost


def regions_named(words: str) -> QuerySet[Region]:
    """Published regions whose name has all the words, umlauts and case aside."""
    found = Region.objects.live()
    for word in words.split():
        found = found.filter(Q(name__unaccent__icontains=word))
    return found.select_related("parent").prefetch_related("domains").order_by(german_order("name"), "pk")


def as_entry(region: Region) -> Entry:
    above = region.parent.name if region.parent else ""
    return Entry(region.name, region.url, _kind(region.name, region.kind), _land(region.ars), above)


def _of_land(regions: QuerySet[Region], land: str) -> QuerySet[Region]:
    if land == ELSEWHERE:
        return regions.exclude(ars__regex=rf"^({'|'.join(LAENDER)})")
    return regions.filter(ars__startswith=land)


def _rows(regions: QuerySet[Region]) -> list[dict[str, object]]:
    fields = ("pk", "name", "kind", "ars", "parent_id", "parent__parent_id", "domains__domain")
    found: Iterable[dict[str, object]] = regions.filter(domains__is_primary=True).values(*fields)
    return sorted(found, key=lambda row: (german_sort_key(place_name(str(row["name"]))), row["pk"]))


def _entry(row: dict[str, object]) -> Entry:
    name, url = str(row["name"]), address_of(str(row["domains__domain"]))
    return Entry(name, url, _kind(name, str(row["kind"])), _land(str(row["ars"])))


def _kind(name: str, kind: str) -> str:
    """Empty where the name says it already."""
    label = str(Kind(kind).label)
    return "" if label.casefold() in name.casefold() else label


def _land(ars: str) -> str:
    return ars[:2] if ars[:2] in LAENDER else ELSEWHERE
