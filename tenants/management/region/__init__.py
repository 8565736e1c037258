"""The verbs of `kreislauf region`, one file each, and their helpers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.management.base import CommandError

from kreislauf.regions import stepping_into
from tenants.models import Region

Options = Mapping[str, Any]
Echo = Callable[[str], object]


def region_of(label: str) -> Region:
    """The region with this label. Refuses with an error that lists the known labels."""
    with stepping_into(None):
        found = Region.objects.prefetch_related("domains").filter(label__iexact=label).first()
        if found is None:
            known = ", ".join(Region.objects.order_by("label").values_list("label", flat=True)) or "none yet"
            raise CommandError(f"There is no region “{label}”. Known: {known}.")
    return found


def table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Align the columns."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
