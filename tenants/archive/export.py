"""Write everything a region has into one signed ZIP file that can be read without this software."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.storage import default_storage
from django.db import connection

from kreislauf.pictures.settle import left_in_forms
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.web.table_file import Euros, csv_lines
from tenants.archive import signature
from tenants.archive.balances import open_balances
from tenants.archive.load_rows import Report
from tenants.archive.manifest import MANIFEST, SIGNATURE, checksums, describe, readme
from tenants.archive.snapshot import snapshot
from tenants.archive.tables import lines_of, sequences_of, tables_of
from tenants.archive.zip_writer import ZipWriter
from tenants.engine.media import file_names
from tenants.models import Region

HEADER = ["Code", "Betrieb", "Wert", "Rest", "Ausgestellt am", "Einlösbar bis", "Bemerkung"]


def export(region: Region, to: Path | BinaryIO, *, at: datetime, report: Report = lambda _: None) -> dict[str, Any]:
    """Write tables, open balances, files, checksums and signature; ``left_out`` lists what is not written.

    All rows are of one snapshot, even while vouchers are sold or redeemed. Needs a connection outside of a transaction.
    Returns the manifest.
    """
    with stepping_into(None):
        region = Region.objects.prefetch_related("domains", "steps").get(pk=region.pk)
        card, about = region.card(), describe(region, at=at)
    with ZipWriter(to, at=at) as writer:
        writer.add("LIESMICH.txt", [readme(about).encode()])
        with stepping_into(card):
            about |= _rows(writer, card, report)
            _media(writer, report)
        writer.add("pruefsummen.txt", [checksums(writer.files).encode()])
        about["files"] = writer.files
        manifest = json.dumps(about, ensure_ascii=False, indent=1).encode()
        writer.add(MANIFEST, [manifest], listed=False)
        writer.add(SIGNATURE, [signature.signature_file(manifest, name=MANIFEST).encode()], listed=False)
    return about


def _rows(writer: ZipWriter, card: RegionCard, report: Report) -> dict[str, Any]:
    with snapshot(), connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY app, name")
        migrations = [name for (name,) in cursor.fetchall()]
        tables = tables_of(cursor, card.schema)
        for number, table in enumerate(tables, 1):
            report(f"Tabelle {number} von {len(tables)}: {table.name}")
            with writer.entry(f"tabellen/{table.name}.jsonl") as entry:
                entry.rows = 0
                for line in lines_of(cursor, table, schema=card.schema):
                    entry.write(line + b"\n")
                    entry.rows += 1
        report("Offene Gutscheine")
        return {
            "migrations": migrations,
            "columns": {table.name: [column.name for column in table.columns] for table in tables},
            "counters": _counters(cursor, card.schema),
            "balances": _balances(writer),
        }


def _counters(cursor: Any, schema: str) -> dict[str, int]:
    """The last value of each sequence, so that an import never assigns a number twice."""
    known = {sequence.name for sequence in sequences_of(cursor, schema)}
    cursor.execute(
        "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = %s AND last_value IS NOT NULL", [schema]
    )
    return {name: value for name, value in cursor.fetchall() if name in known}


def _balances(writer: ZipWriter) -> dict[str, int]:
    """Write ``salden.csv``. Returns its totals, which an import checks."""
    totals = {"vouchers": 0, "cents": 0}

    def rows() -> Iterator[list[object]]:
        for balance in open_balances():
            totals["vouchers"] += 1
            totals["cents"] += balance.left_cents
            yield [
                balance.code,
                balance.business,
                Euros(balance.value_cents),
                Euros(balance.left_cents),
                f"{balance.issued_on:%d.%m.%Y}",
                f"{balance.expires_on:%d.%m.%Y}",
                balance.note,
            ]

    writer.add("salden.csv", (line.encode() for line in csv_lines(header=HEADER, rows=rows())))
    return totals


def _media(writer: ZipWriter, report: Report) -> None:
    unsent = left_in_forms()
    for number, name in enumerate((name for name in file_names() if name not in unsent), 1):
        if number % 50 == 1:
            report(f"Bilder und Dateien: {number}")
        with default_storage.open(name) as file:
            writer.add(f"medien/{name}", file.chunks(256 * 1024), packed=False)
