"""By which of its columns a list is sorted: ``?sort=ort`` from A to Z, ``?sort=ort-ab`` from Z to A."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise

BACKWARDS = "-ab"


@dataclass(frozen=True, slots=True)
class Column:
    """A column to sort by. ``fields`` are the model's or aliases of the query, end with the key and have an index.

    ``up`` and ``down`` say both ways in words; ``down_first`` is for moments: what is new comes first.
    """

    key: str  # in the address
    heading: str | Promise
    fields: tuple[str, ...]
    up: str | Promise
    down: str | Promise
    down_first: bool = False


class Heading(NamedTuple):
    """What the head of a column says: for ``aria-sort``, and where a click leads (None: to the list's own order)."""

    aria: str
    to: str | None


class Choice(NamedTuple):
    value: str
    label: str | Promise
    chosen: bool


class ListOrder:
    """The columns that a list can be sorted by, its own order first, and what the address asks for."""

    def __init__(self, columns: tuple[Column, ...], asked: str) -> None:
        self.columns = columns
        found = next((one for one in columns if asked in {one.key, one.key + BACKWARDS}), None)
        self.column = found or columns[0]
        self.down = asked.endswith(BACKWARDS) if found else self.column.down_first

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(f"-{name}" for name in self.column.fields) if self.down else self.column.fields

    @property
    def is_own(self) -> bool:
        """Whether this is how the list is sorted when nobody asks."""
        return self.value is None

    @property
    def value(self) -> str | None:
        return self._value(self.column, down=self.down)

    def heading(self, name: str) -> Heading | None:
        """Of the column with that heading, if the list can be sorted by it."""
        column = next((one for one in self.columns if str(one.heading) == name), None)
        if column is None:
            return None
        if column != self.column:
            return Heading("", self._value(column, down=column.down_first))
        return Heading("descending" if self.down else "ascending", self._value(column, down=not self.down))

    def choices(self) -> list[Choice]:
        """All orders in words, for phones, where a table has no head."""
        ways = [(one, down) for one in self.columns for down in ((True, False) if one.down_first else (False, True))]
        return [
            Choice(
                self._value(one, down=down) or "",
                one.down if down else one.up,
                (one, down) == (self.column, self.down),
            )
            for one, down in ways
        ]

    def _value(self, column: Column, *, down: bool) -> str | None:
        if column == self.columns[0] and down == column.down_first:
            return None
        return column.key + (BACKWARDS if down else "")
