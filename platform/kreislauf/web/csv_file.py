"""Tables to open in a spreadsheet: semicolons and a byte-order mark, as a German Excel wants them."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse

# A cell that begins so is a formula, which a spreadsheet runs.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_response(name: str, *, header: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A download called ``<name>.csv``. An apostrophe before text that looks like a formula keeps it text."""
    response = HttpResponse("".join(csv_lines(header=header, rows=rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def csv_lines(*, header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The same table line by line, for one that is too long to hold."""
    yield "\ufeff"
    for row in itertools.chain([header], rows):
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([_cell(value) for value in row])
        yield out.getvalue()


class Euros(int):
    """Cents that a cell shows as ``-12,50``: a number to a German spreadsheet, and no formula."""

    def __str__(self) -> str:
        euros, rest = divmod(abs(self), 100)
        return f"{'-' if self < 0 else ''}{euros},{rest:02d}"


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return str(value)
    text = "" if value is None else str(value).replace("\0", "")
    # Spreadsheets skip leading blanks before they look for a formula.
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text
