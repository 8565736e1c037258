"""Open an archive: nothing in it is trusted until signature and checksums are verified."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO

from tenants.archive.manifest import FORMAT, FORMAT_VERSION, MANIFEST, SIGNATURE
from tenants.archive.signature import BadSignature, check_signature_file

MOST_ENTRIES = 1_000_000
MOST_BYTES = 200 * 1024**3  # of one archive, unpacked
LARGEST_MANIFEST = 128 * 1024**2
LONGEST_LINE = 16 * 1024**2
PART = 256 * 1024
NAMES = re.compile(
    r"LIESMICH\.txt|salden\.csv|pruefsummen\.txt|manifest\.json|signatur\.txt"
    r"|tabellen/[a-z_][a-z0-9_]{0,62}\.jsonl|medien/[^\0\\]{1,255}"
)


class NotAnArchive(Exception):
    """The file is no archive, or of a format version that this code does not read."""


class Damaged(Exception):
    """The archive differs from what was written: something is missing, changed or added."""


class Archive:
    """A verified archive. ``about`` is its manifest, ``signed_by`` the public key of its signature."""

    def __init__(self, file: zipfile.ZipFile, about: dict[str, Any], *, signed_by: str, sha256: str) -> None:
        self._zip, self.about, self.signed_by, self.sha256 = file, about, signed_by, sha256

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *problem: object) -> None:
        self._zip.close()

    @property
    def tables(self) -> list[str]:
        return [name[9:-6] for name in self.about["files"] if name.startswith("tabellen/")]

    @property
    def files(self) -> list[str]:
        """The names of the region's files, as its tables hold them."""
        return [name[7:] for name in self.about["files"] if name.startswith("medien/")]

    def open_file(self, name: str) -> IO[bytes]:
        return self._zip.open(f"medien/{name}")

    def lines(self, table: str) -> Iterator[str]:
        """A table's rows, each a JSON object. Refuses with ``Damaged`` a line that is longer than any row."""
        # Buffered, because the readline of zipfile is written in Python and slow.
        with self._zip.open(f"tabellen/{table}.jsonl") as packed, io.BufferedReader(packed, PART) as file:  # type: ignore[type-var]
            while line := file.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    raise Damaged(f"A line of {table} is longer than any row can be.")
                yield line.decode()


def open_archive(file: Path | BinaryIO, *, trusted: str = "") -> Archive:
    """Verify everything that can be verified without a database. ``trusted`` is a key to accept besides our own.

    Refuses with ``NotAnArchive``, ``Damaged``, ``signature.BadSignature``, ``signature.UnknownKey``.
    """
    # zipfile raises NotImplementedError and RuntimeError for an unknown compression or an encrypted entry.
    try:
        opened = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise NotAnArchive("This is no ZIP file, or it is cut off.") from problem
    try:
        _check_entries(opened)
        manifest = _small(opened, MANIFEST, most=LARGEST_MANIFEST)
        key = check_signature_file(
            _small(opened, SIGNATURE, most=10_000).decode(errors="replace"), manifest, trusted=trusted
        )
        about = _about(manifest)
        _check_files(opened, about)
        return Archive(opened, about, signed_by=key, sha256=hashlib.sha256(manifest).hexdigest())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as problem:
        opened.close()
        raise Damaged(f"It cannot be unpacked: {problem}") from problem
    except BaseException:
        opened.close()
        raise


def _check_entries(opened: zipfile.ZipFile) -> None:
    """Refuse names that no archive has, duplicate names and compressions that we do not use."""
    entries = opened.infolist()
    names = [entry.filename for entry in entries]
    if not {MANIFEST, SIGNATURE} <= set(names):
        raise NotAnArchive("It holds no manifest.json or no signatur.txt.")
    if len(entries) > MOST_ENTRIES or len(set(names)) != len(names):
        raise Damaged("It holds too many files, or one name twice.")
    for entry in entries:
        # The name in the central directory must be the one in the entry's own header (entry.orig_filename).
        if entry.orig_filename != entry.filename or not _is_ours(entry.filename):
            raise Damaged(f"It holds a file that no archive has: {entry.filename[:80]!r}")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or entry.flag_bits & 1:
            raise Damaged(f"{entry.filename} is packed in a way that we do not use.")


def _is_ours(name: str) -> bool:
    return NAMES.fullmatch(name) is not None and not any(part in ("", ".", "..") for part in name.split("/"))


def _small(opened: zipfile.ZipFile, name: str, *, most: int) -> bytes:
    with opened.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Damaged(f"{name} is larger than it can be.")
    return content


def _about(manifest: bytes) -> dict[str, Any]:
    try:
        about = json.loads(manifest)
        kind, version = about["format"], about["version"]
        if (kind, version) == (FORMAT, FORMAT_VERSION):
            about["files"] = {str(name): _promised(facts) for name, facts in about["files"].items()}
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as problem:
        raise NotAnArchive("Its manifest cannot be read.") from problem
    if kind != FORMAT or version != FORMAT_VERSION:
        raise NotAnArchive(f"Its format is {kind} {version}; this code reads {FORMAT} {FORMAT_VERSION}.")
    return dict(about)


def _promised(facts: dict[str, Any]) -> tuple[int, str]:
    """Size and checksum as the manifest promises them."""
    size, total = int(facts["bytes"]), str(facts["sha256"])
    if size < 0:
        raise ValueError("Less than nothing.")
    return size, total


def _check_files(opened: zipfile.ZipFile, about: dict[str, Any]) -> None:
    """Compare the entries with the manifest. Unpacks no byte more of any than the manifest promises."""
    listed: dict[str, tuple[int, str]] = about["files"]
    present = set(opened.namelist()) - {MANIFEST, SIGNATURE}
    if present != set(listed):
        odd = sorted(present ^ set(listed))[0]
        raise Damaged(f"What is in it is not what its manifest lists, first: {odd[:80]!r}")
    if sum(size for size, _total in listed.values()) > MOST_BYTES:
        raise Damaged("It is larger than any region.")
    for name, promised in listed.items():
        if _found(opened, name, most=promised[0]) != promised:
            raise Damaged(f"{name} is not what was signed.")


def _found(opened: zipfile.ZipFile, name: str, *, most: int) -> tuple[int, str]:
    size, total = 0, hashlib.sha256()
    with opened.open(name) as file:
        while part := file.read(min(PART, most + 1 - size)):
            size += len(part)
            total.update(part)
    return size, total.hexdigest()


__all__ = ["Archive", "BadSignature", "Damaged", "NotAnArchive", "open_archive"]
