"""The ZIP file while it is written: every entry is counted and summed as it goes by, none is held in memory."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO


class Sheet:
    """One entry that is being written."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self._sum = out, hashlib.sha256()
        self.size = 0
        self.rows: int | None = None

    def write(self, part: bytes) -> int:
        self._sum.update(part)
        self.size += len(part)
        return self._out.write(part)

    @property
    def facts(self) -> dict[str, str | int]:
        """What the manifest says of it."""
        facts: dict[str, str | int] = {"sha256": self._sum.hexdigest(), "bytes": self.size}
        if self.rows is not None:
            facts["rows"] = self.rows
        return facts


class Book:
    """A ZIP file of any size. ``files`` collects what the manifest has to say of each entry."""

    def __init__(self, to: Path | BinaryIO, *, at: datetime) -> None:
        self._zip = zipfile.ZipFile(to, "w", allowZip64=True)
        self._at = at.astimezone(UTC).timetuple()[:6]
        self.files: dict[str, dict[str, str | int]] = {}

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *problem: object) -> None:
        self._zip.close()

    @contextmanager
    def sheet(self, name: str, *, packed: bool = True, listed: bool = True) -> Iterator[Sheet]:
        """``packed=False`` for pictures, which gain nothing; ``listed=False`` for what the manifest cannot hold."""
        info = zipfile.ZipInfo(name, date_time=self._at)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        with self._zip.open(info, "w", force_zip64=True) as out:
            sheet = Sheet(out)
            yield sheet
        if listed:
            self.files[name] = sheet.facts

    def put(self, name: str, content: bytes, *, listed: bool = True) -> None:
        with self.sheet(name, listed=listed) as sheet:
            sheet.write(content)
