"""A region's figures for the operators' list: counted at night, so that the list of all regions enters none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from kreislauf.audit.models import Entry
from kreislauf.house import declared
from kreislauf.money import format_euro
from kreislauf.regions import current_region, stepping_into
from kreislauf.slices import Figure, Text
from tenants.models import Region
from tenants.operators.models import RegionFigures
from tenants.signup.models import Application


def count_figures(*, at: datetime) -> None:
    """Runs inside the region."""
    region = current_region()
    values = {name: figure.how_many() for name, figure in _figures().items()}
    last = Entry.objects.aggregate(at=Max("at"))["at"]
    with stepping_into(None):
        RegionFigures.objects.update_or_create(
            region_id=region.id, defaults={"values": values, "last_entry_at": last, "counted_at": at}
        )


@dataclass(frozen=True)
class Known:
    """What the list says of a region beside its name: figures as texts, and who is to be asked."""

    figures: list[tuple[Text, str]]
    last_entry_at: datetime | None
    contact_name: str
    contact_email: str


def titles() -> list[Text]:
    return [figure.title for figure in _figures().values()]


def known_of(regions: Sequence[Region]) -> dict[int, Known]:
    """By the region's number, in two queries for all."""
    counted = {row.region_id: row for row in RegionFigures.objects.filter(region__in=regions)}
    asked = Application.objects.filter(region__in=regions).values_list("region_id", "contact_name", "email")
    contacts = {region: (name, email) for region, name, email in asked}
    return {
        region.pk: Known(
            [(figure.title, _shown(figure, counted.get(region.pk), name)) for name, figure in _figures().items()],
            counted[region.pk].last_entry_at if region.pk in counted else None,
            *contacts.get(region.pk, ("", "")),
        )
        for region in regions
    }


def _figures() -> dict[str, Figure]:
    return declared("figures")


def _shown(figure: Figure, row: RegionFigures | None, name: str) -> str:
    number = row.values.get(name) if row else None
    if number is None:
        return "–"
    return format_euro(number) if figure.is_money else str(number)
