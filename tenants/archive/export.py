"""Write everything of a region into one signed file that can be read without us."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection

from kreislauf.codes import grouped
from kreislauf.csv_file import Euros, csv_lines
from kreislauf.regions import RegionCard, stepping_into
from tenants.archive import signature
from tenants.archive.balances import open_balances
from tenants.archive.book import Book
from tenants.archive.files import file_names, parts_of
from tenants.archive.manifest import MANIFEST, SIGNATURE, describe, readme, sums
from tenants.archive.moment import one_moment
from tenants.archive.tables import lines_of, sequences_of, tables_of
from tenants.models import Region

Told = Callable[[str], object]
HEADER = ["Code", "Betrieb", "Wert", "Rest", "Ausgestellt am", "Einlösbar bis", "Bemerkung"]


def export(region: Region, to: Path | BinaryIO, *, at: datetime, told: Told = lambda _: None) -> dict[str, Any]:
    """Tables, balances, pictures, checksums, signature; what is left out says ``left_out``. Returns the manifest.

    The rows are those of one moment, whoever buys or redeems meanwhile. Needs a connection outside of a transaction.
    """
    with stepping_into(None):
        region = Region.objects.prefetch_related("domains", "steps").get(pk=region.pk)
        card, about = region.card(), describe(region, at=at)
    with Book(to, at=at) as book:
        book.put("LIESMICH.txt", readme(about).encode())
        with stepping_into(card):
            about |= _rows(book, card, told)
            _pictures(book, told)
        book.put("pruefsummen.txt", sums(book.files).encode())
        about["files"] = book.files
        manifest = json.dumps(about, ensure_ascii=False, indent=1).encode()
        book.put(MANIFEST, manifest, listed=False)
        book.put(SIGNATURE, signature.sheet(manifest, name=MANIFEST).encode(), listed=False)
    return about


def _rows(book: Book, card: RegionCard, told: Told) -> dict[str, Any]:
    with one_moment(), connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY app, name")
        migrations = [name for (name,) in cursor.fetchall()]
        tables = tables_of(cursor, card.schema)
        for number, table in enumerate(tables, 1):
            told(f"Tabelle {number} von {len(tables)}: {table.name}")
            with book.sheet(f"tabellen/{table.name}.jsonl") as sheet:
                sheet.rows = 0
                for line in lines_of(cursor, table, schema=card.schema):
                    sheet.write(line + b"\n")
                    sheet.rows += 1
        told("Offene Guthaben")
        return {
            "migrations": migrations,
            "columns": {table.name: [column.name for column in table.columns] for table in tables},
            "counters": _counters(cursor, card.schema),
            "balances": _balances(book),
        }


def _counters(cursor: Any, schema: str) -> dict[str, int]:
    """How far each counter has come: a number that was given once is never given again."""
    known = {sequence.name for sequence in sequences_of(cursor, schema)}
    cursor.execute(
        "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = %s AND last_value IS NOT NULL", [schema]
    )
    return {name: value for name, value in cursor.fetchall() if name in known}


def _balances(book: Book) -> dict[str, int]:
    """``salden.csv``, and its sums for whoever reads it back."""
    sums = {"vouchers": 0, "cents": 0}

    def rows() -> Iterator[list[object]]:
        for open_one in open_balances():
            sums["vouchers"] += 1
            sums["cents"] += open_one.left_cents
            yield [
                grouped(open_one.code),
                open_one.business,
                Euros(open_one.value_cents),
                Euros(open_one.left_cents),
                f"{open_one.issued_on:%d.%m.%Y}",
                f"{open_one.expires_on:%d.%m.%Y}",
                open_one.note,
            ]

    with book.sheet("salden.csv") as sheet:
        for line in csv_lines(header=HEADER, rows=rows()):
            sheet.write(line.encode())
    return sums


def _pictures(book: Book, told: Told) -> None:
    for number, name in enumerate(file_names(), 1):
        if number % 50 == 1:
            told(f"Bilder und Dateien: {number}")
        with book.sheet(f"medien/{name}", packed=False) as sheet:
            for part in parts_of(name):
                sheet.write(part)
