"""Write a ZIP file of any size: each entry is counted and hashed as it is written; no entry is held in memory."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO


class ZipEntry:
    """One entry while it is written."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self._digest = out, hashlib.sha256()
        self.size = 0
        self.rows: int | None = None

    def write(self, part: bytes) -> None:
        self._digest.update(part)
        self.size += len(part)
        self._out.write(part)

    @property
    def facts(self) -> dict[str, str | int]:
        """Checksum, size and, for a table, the number of rows, for the manifest."""
        facts: dict[str, str | int] = {"sha256": self._digest.hexdigest(), "bytes": self.size}
        return facts if self.rows is None else {**facts, "rows": self.rows}


class ZipWriter:
    """``files`` collects the manifest's facts about each entry."""

    def __init__(self, to: Path | BinaryIO, *, at: datetime) -> None:
        self._zip = zipfile.ZipFile(to, "w", allowZip64=True)
        self._at = at.astimezone(UTC).timetuple()[:6]
        self.files: dict[str, dict[str, str | int]] = {}

    def __enter__(self) -> ZipWriter:
        return self

    def __exit__(self, *problem: object) -> None:
        self._zip.close()

    @contextmanager
    def entry(self, name: str, *, packed: bool = True, listed: bool = True) -> Iterator[ZipEntry]:
        """``packed=False`` for pictures, which do not get smaller; ``listed=False`` for manifest and signature."""
        info = zipfile.ZipInfo(name, date_time=self._at)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        with self._zip.open(info, "w", force_zip64=True) as out:
            entry = ZipEntry(out)
            yield entry
        if listed:
            self.files[name] = entry.facts

    def add(self, name: str, parts: Iterable[bytes], *, packed: bool = True, listed: bool = True) -> None:
        with self.entry(name, packed=packed, listed=listed) as entry:
            for part in parts:
                entry.write(part)
