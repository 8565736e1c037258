"""Statements that are put together once in a process: for a list, that takes longer than the answer.

Django writes the SQL of a query anew for each page. ``Prepared`` keeps it, with stand-ins for what differs from page to
page: ``Prepared.of(rows.filter(ends_at__gt=MOMENT))`` is asked by ``.all({MOMENT: now})``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, Self, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from kreislauf.counted import COUNTED, Counted
from kreislauf.replica import reading_connection

Row = TypeVar("Row")
# Stand-ins: values that nobody asks for.
MOMENT, DAY, NUMBER = datetime(1, 2, 3, tzinfo=UTC), date(1, 2, 3), 10**15


@dataclass(frozen=True, slots=True)
class Prepared:
    """``params`` hold the stand-ins. Without ``sql``, no row can fit."""

    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, found: QuerySet[Any]) -> Self:
        """Of a query of plain values: they come as the database says them, JSON as text."""
        try:
            return cls(*found.query.sql_with_params())
        except EmptyResultSet:
            return cls("", ())

    @classmethod
    def counting(cls, found: QuerySet[Any]) -> Self:
        """How many rows a query has: up to one more than is counted.

        In its order, for which there is an index: without, the first rows of the table may be those that do not fit.
        """
        keys = cls.of(found.values_list("pk")[: COUNTED + 1])
        counted = f"SELECT COUNT(*) FROM ({keys.sql}) counted"  # noqa: S608 - written by Django
        return cls(counted if keys.sql else "SELECT 0", keys.params)

    def all(self, values: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
        if not self.sql:
            return []
        with reading_connection().cursor() as cursor:
            cursor.execute(self.sql, [_value(param, values) for param in self.params])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _value(param: Any, values: Mapping[Any, Any]) -> Any:
    return next((value for stand_in, value in values.items() if param == stand_in), param)


@dataclass(frozen=True, slots=True)
class PreparedList(Generic[Row]):
    """A list that ``numbered_page`` takes as it takes a queryset; ``make`` makes a row out of its values."""

    rows: Prepared
    number: Prepared
    make: Callable[..., Row]

    @classmethod
    def of(cls, found: QuerySet[Any], make: Callable[..., Row]) -> Self:
        """Of an ordered query of plain values."""
        return cls(Prepared.of(found), Prepared.counting(found), make)

    def at(self, values: Mapping[Any, Any], *, beyond: int = 0) -> AskedList[Row]:
        """``beyond``: each slice has so many rows more, if there are."""
        return AskedList(self, values, beyond)


@dataclass(frozen=True, slots=True)
class AskedList(Generic[Row]):
    """A prepared list with the values of one request."""

    of: PreparedList[Row]
    values: Mapping[Any, Any]
    beyond: int
    ordered = True

    def counted(self) -> Counted:
        [(number,)] = self.of.number.all(self.values)
        return Counted.up_to(COUNTED, number)

    def __getitem__(self, part: slice) -> list[Row]:
        rows = self.of.rows
        sliced = rows.sql and f"{rows.sql} LIMIT {part.stop - part.start + self.beyond:d} OFFSET {part.start:d}"
        return [self.of.make(*row) for row in Prepared(sliced, rows.params).all(self.values)]
