"""Tables for spreadsheets: what a cell says there is what it says here."""

from __future__ import annotations

import contextlib
import io
import re
import tracemalloc
import zipfile
from pathlib import Path

from django.http import FileResponse
from django.test import RequestFactory

from kreislauf.web.table_file import Euros, stream_csv, stream_table, stream_xlsx

ROOT = Path(__file__).parents[2]


def content(response: FileResponse) -> bytes:
    with contextlib.closing(response.file_to_stream):
        return response.getvalue()


def sheet_of(file: bytes, number: int = 1) -> str:
    return zipfile.ZipFile(io.BytesIO(file)).read(f"xl/worksheets/sheet{number}.xml").decode()


def test_zeros_and_phones_stay_text_in_excel() -> None:
    row = ("01067", "+49 (0)431 901-0", "04319010", "=1+1", Euros(-1250), 7, None, "a\x07\ud800b")

    sheet = sheet_of(content(stream_xlsx("t", ["PLZ", "Telefon"], [row])))

    texts = re.findall(r'<c r="(\w+)"[^>]*t="inlineStr"><is><t[^>]*>([^<]*)', sheet)
    assert texts == [
        ("A1", "PLZ"),
        ("B1", "Telefon"),
        ("A2", "01067"),
        ("B2", "+49 (0)431 901-0"),
        ("C2", "04319010"),
        ("D2", "=1+1"),
        ("H2", "ab"),
    ]
    assert re.findall(r'<c r="(\w+)"[^>]*><v>([^<]*)', sheet) == [("E2", "-12.5"), ("F2", "7")]
    assert "<f>" not in sheet


def test_csv_marks_formulas_and_leaves_phones_alone() -> None:
    row = ("=1+1", " @x", "+49 (0)431 901-0", "+1+cmd|' /C calc'!A0", "-5", Euros(-1250), "01067")

    file = content(stream_csv("t", ["a"], [row])).decode("utf-8-sig")

    assert file == "a\r\n'=1+1;' @x;+49 (0)431 901-0;'+1+cmd|' /C calc'!A0;'-5;-12,50;01067\r\n"


def test_the_address_says_which_kind() -> None:
    ask = RequestFactory().get
    files = [stream_table(ask(path), "betriebe", ["a"], []) for path in ("/", "/?datei=xlsx")]
    names = [file["Content-Disposition"] for file in files if content(file)]
    assert names == ['attachment; filename="betriebe.csv"', 'attachment; filename="betriebe.xlsx"']


def test_a_long_table_takes_no_more_memory_than_a_short_one() -> None:
    for stream in (stream_csv, stream_xlsx):
        content(stream("t", ["a"], [("01067",)]))  # modules are loaded once
        tracemalloc.start()
        stream("t", ["a", "b"], ((f"{number:06}", "Bäckerei " * 5) for number in range(30_000))).file_to_stream.close()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 3_000_000, stream.__name__  # the CSV alone is 1.7 MB long, its rows in a list 6 MB


def test_every_table_goes_through_the_one_writer() -> None:
    """A second writer would forget the formulas, the zeros or the memory."""
    rooms = ("platform/kreislauf", "tenants", "billing", "marketplace")
    files = {file for room in rooms for file in (ROOT / room).rglob("*.py") if "node_modules" not in file.parts}
    writing = {file.name for file in files if re.search(r"csv\.writer|text/csv|import xlsxwriter", file.read_text())}
    assert writing == {"table_file.py"}
