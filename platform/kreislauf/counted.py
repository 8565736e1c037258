"""Counting that ends somewhere: how many there are of much would cost more than it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.utils.formats import number_format
from django.utils.translation import gettext as _

COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are. ``more``: and nobody counted how many more."""

    n: int
    more: bool = False

    def __bool__(self) -> bool:
        return self.n > 0

    def __str__(self) -> str:
        number = number_format(self.n, force_grouping=True)
        return _("mehr als %(number)s") % {"number": number} if self.more else number

    @classmethod
    def up_to(cls, most: int, number: int) -> Counted:
        """``number`` was counted to ``most`` + 1."""
        return cls(min(number, most), more=number > most)


def counted(found: QuerySet[Any], *, most: int | None = None) -> Counted:
    most = COUNTED if most is None else most
    return Counted.up_to(most, found.order_by()[: most + 1].count())


class CountUpTo(Subquery):
    """For each row of a query: how many rows ``found`` has, which names it with ``OuterRef``; ``most`` + 1 at most."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, found: QuerySet[Any], *, most: int = COUNTED) -> None:
        super().__init__(found.order_by().values("pk")[: most + 1])
