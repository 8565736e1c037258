"""The pictures that a row names, of kinds with and without."""

from __future__ import annotations

from kreislauf.pictures import settle
from marketplace.review.models import Reviewed


def names_of(row: Reviewed) -> set[str]:
    return settle.names_of(row) if hasattr(row, "PICTURES") else set()
