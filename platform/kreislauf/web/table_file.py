"""Tables to open in a spreadsheet: XLSX, which keeps 01067 as it is, or CSV as a German Excel wants it."""

from __future__ import annotations

import csv
import io
import itertools
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, Protocol

from django.http import FileResponse, HttpRequest
from xlsxwriter import Workbook

from kreislauf.audit.download import Counted, record_download

Rows = Iterable[Sequence[object]]

# A cell that begins so is a formula, which a spreadsheet runs.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_PHONE = re.compile(r"\+[0-9][0-9 ()/.-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ANSI = "text/csv; charset=windows-1252"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_IN_MEMORY = 512 * 1024  # a longer table is written to the disk, so that no table is too long for the memory
_MOST_IN_CELL, _MOST_IN_SHEET = 32_767, 1_048_576


class Euros(int):
    """Cents that a cell shows as ``-12,50``: a number to a German spreadsheet, and no formula."""

    def __str__(self) -> str:
        euros, rest = divmod(abs(self), 100)
        return f"{'-' if self < 0 else ''}{euros},{rest:02d}"


class _Sheet(Protocol):
    def write_number(self, row: int, column: int, number: float, style: Any = ...) -> int: ...
    def write_string(self, row: int, column: int, text: str, style: Any = ...) -> int: ...


class Noted(Protocol):
    def __call__(self, request: HttpRequest, file: str, *, rows: int) -> None: ...


def stream_table(
    request: HttpRequest, name: str, head: Sequence[object], rows: Rows, *, note: Noted = record_download
) -> FileResponse:
    """A download: an Excel file with ``?datei=xlsx`` in the address, else CSV; the log says who took it.

    The rows may come from an iterator. ``note`` writes to another log than the region's.
    """
    stream = stream_xlsx if request.GET.get("datei") == "xlsx" else stream_csv
    counted = Counted(rows)
    response = stream(name, head, counted)
    note(request, response.filename, rows=counted.count)
    return response


def stream_csv(name: str, head: Sequence[object], rows: Rows) -> FileResponse:
    """``<name>.csv``. An apostrophe before text that looks like a formula keeps it text."""
    # A file between table and answer: a mistake in the last row is an error page, not a table that ends too early.
    with _temporary_file() as file:
        file.writelines(line.encode() for line in csv_lines(header=head, rows=rows))
    return _download(file, f"{name}.csv", "text/csv; charset=utf-8")


def stream_xlsx(name: str, head: Sequence[object], rows: Rows) -> FileResponse:
    """``<name>.xlsx``: text is text there, so postcodes and telephone numbers keep their zeros."""
    with _temporary_file() as file, Workbook(file, {"constant_memory": True}) as book:
        styles = {"head": book.add_format({"bold": True}), "euros": book.add_format({"num_format": "#,##0.00"})}
        rows = iter(rows)
        while True:
            sheet = book.add_worksheet()
            sheet.freeze_panes(1, 0)
            _write_row(sheet, 0, head, styles)
            for number in range(1, _MOST_IN_SHEET):
                row = next(rows, None)
                if row is None:
                    break
                _write_row(sheet, number, row, styles)
            else:
                continue  # a sheet holds no more: the next one goes on
            break
    return _download(file, f"{name}.xlsx", _XLSX)


def stream_files(request: HttpRequest, name: str, files: Iterable[tuple[str, Iterable[bytes]]]) -> FileResponse:
    """A table in a format of its own, line by line: one file as it is, several in ``<name>.zip``.

    The files are read one after the other; the log says who took them.
    """
    every = iter(files)
    first_name, lines = next(every)
    counted = Counted(lines)
    with _temporary_file() as file:
        file.writelines(counted)
    second = next(every, None)
    if second is not None:
        file = _zipped(first_name, file, itertools.chain([second], every), counted)
    single = second is None
    answer = _download(file, first_name if single else f"{name}.zip", _ANSI if single else "application/zip")
    record_download(request, answer.filename, rows=counted.count)
    return answer


def _zipped(
    first_name: str, first: IO[bytes], others: Iterable[tuple[str, Iterable[bytes]]], counted: Counted[bytes]
) -> IO[bytes]:
    with _temporary_file() as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        first.seek(0)
        with first, archive.open(first_name, "w") as member:
            shutil.copyfileobj(first, member)
        for name, lines in others:
            with archive.open(name, "w") as member:
                for line in lines:
                    counted.count += 1
                    member.write(line)
    return file


def csv_lines(*, header: Sequence[object], rows: Rows) -> Iterator[str]:
    """The same table line by line: semicolons and a byte-order mark."""
    yield "\ufeff"
    for row in itertools.chain([header], rows):
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([_cell(value) for value in row])
        yield out.getvalue()


@contextmanager
def _temporary_file() -> Iterator[IO[bytes]]:
    """Closed at once where writing fails, else by the answer when it is sent."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_MOST_IN_MEMORY)  # noqa: SIM115 - see above
    try:
        yield file
    except BaseException:
        file.close()
        raise


def _download(file: IO[bytes], name: str, content_type: str) -> FileResponse:
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    return response


def _write_row(sheet: _Sheet, number: int, row: Sequence[object], styles: dict[str, Any]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, Euros):
            sheet.write_number(number, column, int(value) / 100, styles["euros"])
        elif isinstance(value, int | float):
            sheet.write_number(number, column, value)
        elif value not in (None, ""):
            text = _CONTROL.sub("", str(value))[:_MOST_IN_CELL]
            sheet.write_string(number, column, text, styles["head"] if number == 0 else None)


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return str(value)
    text = "" if value is None else re.sub(r"[\x00\ud800-\udfff]", "", str(value))
    # Spreadsheets skip leading blanks before they look for a formula; a telephone number runs nothing.
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) and not _PHONE.fullmatch(text) else text
