"""The manifest of an archive: which region, written when and by which version, with which files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from string import Template
from typing import Any

from django.conf import settings
from django.utils import timezone

from kreislauf.house import declared
from tenants.archive import signature
from tenants.archive.left_out import COLUMNS, left_out_tables
from tenants.models import Region

FORMAT, FORMAT_VERSION = "kreislauf-archiv", 1
MANIFEST, SIGNATURE = "manifest.json", "signatur.txt"
README = Path(__file__).with_name("LIESMICH.txt")


def describe(region: Region, *, at: datetime) -> dict[str, Any]:
    """The part of the manifest that is known before any row is read: the region's public row and the software."""
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "created_at": at.isoformat(),
        "software": software(),
        "written_by": settings.PLATFORM_HOST,
        "key": signature.public_key(),
        "region": {
            "id": region.pk,
            "origin": str(region.origin),
            "name": region.name,
            "label": region.label,
            "schema": region.schema_name,
            "kind": region.kind,
            "ars": region.ars,
            "status": region.status,
            "hosts": sorted(domain.domain for domain in region.domains.all()),
            "primary_colour": region.primary_colour,
            "accent_colour": region.accent_colour,
            "glyphs": region.glyphs,
            "created_at": region.created_at.isoformat(),
            "steps": [
                {"status": step.status, "at": step.at.isoformat(), "note": step.note} for step in region.steps.all()
            ],
        },
        "left_out": {
            "tables": left_out_tables(),
            "columns": {f"{table}.{column}": word for (table, column), word in COLUMNS.items()},
        },
    }


def readme(about: Mapping[str, Any]) -> str:
    """``LIESMICH.txt``, for a reader who does not know this software."""
    region = about["region"]
    written = timezone.localtime(datetime.fromisoformat(about["created_at"]))
    return Template(README.read_text(encoding="utf-8")).substitute(
        name=region["name"],
        hosts=", ".join(region["hosts"]),
        written=f"{written:%d.%m.%Y um %H:%M Uhr}",
        software=about["software"],
        key=about["key"],
        tables="\n".join(_explained(table, words) for table, words in declared("tables").items()),
        left_out="\n".join(f"  {table}: {why}" for table, why in left_out_tables().items()),
    )


def _explained(table: str, words: str) -> str:
    """Table and what it holds, in two columns; a long name has a line of its own."""
    return f"  {table:<30}  {words}" if len(table) <= 30 else f"  {table}\n{'':34}{words}"


def checksums(files: Mapping[str, Mapping[str, Any]]) -> str:
    """``pruefsummen.txt``, as ``sha256sum -c`` reads it."""
    return "".join(f"{facts['sha256']}  {name}\n" for name, facts in sorted(files.items()))


def software() -> str:
    """Name and version; a checkout, as in the demo, is no installed package and has no version."""
    try:
        return f"kreislauf {version('kreislauf')}"
    except PackageNotFoundError:
        return "kreislauf"
