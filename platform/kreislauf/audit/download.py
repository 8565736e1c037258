"""Write down that somebody took a table with them: which one, of what filter, how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from kreislauf.audit.record import record
from kreislauf.mail.address import masked

LONGEST = 80
Row = TypeVar("Row")


class Counted(Generic[Row]):
    """Rows that remember how many of them were written."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row


def record_download(request: HttpRequest, file: str, *, rows: int) -> None:
    """Of a person who is signed in; a HEAD takes nothing."""
    user = getattr(request, "user", None)
    if request.method == "GET" and isinstance(user, Model):
        record("table.downloaded", user, by=user, at=timezone.now(), file=file, filter=_filter(request), rows=rows)


def _filter(request: HttpRequest) -> str:
    """As in the address. An address that was searched for is masked, because entries stay for years."""
    asked = [(name, value) for name, value in request.GET.items() if value and name not in ("datei", "seite")]
    return " ".join(f"{name}={masked(str(value)) if '@' in value else value}" for name, value in asked)[:LONGEST]
