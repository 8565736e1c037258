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


# What a Mac or a Windows machine leaves behind when somebody has unpacked an archive and packed it again.
LEFT_BEHIND = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)", re.DOTALL)


class NotAnArchive(Exception):
    """The file is no archive, or of a format version that this code does not read."""


class Damaged(Exception):
    """The archive differs from what was written: something is missing, changed or added."""


class Archive:
    """A verified archive. ``about`` is its manifest, ``signed_by`` the public key of its signature."""

    def __init__(self, entries: Entries, about: dict[str, Any], *, signed_by: str, sha256: str) -> None:
        self._entries, self.about, self.signed_by, self.sha256 = entries, about, signed_by, sha256

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *problem: object) -> None:
        self._entries.file.close()

    @property
    def tables(self) -> list[str]:
        return [name[9:-6] for name in self.about["files"] if name.startswith("tabellen/")]

    @property
    def files(self) -> list[str]:
        """The names of the region's files, as its tables hold them."""
        return [name[7:] for name in self.about["files"] if name.startswith("medien/")]

    def open_file(self, name: str) -> IO[bytes]:
        return self._entries.open(f"medien/{name}")

    def lines(self, table: str) -> Iterator[str]:
        """A table's rows, each a JSON object. Refuses with ``Damaged`` a line that is longer than any row."""
        # Buffered, because the readline of zipfile is written in Python and slow.
        with self._entries.open(f"tabellen/{table}.jsonl") as packed, io.BufferedReader(packed, PART) as file:  # type: ignore[type-var]
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
        entries = _entries(opened)
        manifest = _small(entries, MANIFEST, most=LARGEST_MANIFEST)
        key = check_signature_file(
            _small(entries, SIGNATURE, most=10_000).decode(errors="replace"), manifest, trusted=trusted
        )
        about = _about(manifest)
        _check_files(entries, about)
        return Archive(entries, about, signed_by=key, sha256=hashlib.sha256(manifest).hexdigest())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as problem:
        opened.close()
        raise Damaged(f"It cannot be unpacked: {problem}") from problem
    except BaseException:
        opened.close()
        raise


class Entries:
    """The files of an archive under the names of its manifest, wherever they lie in the ZIP file."""

    def __init__(self, file: zipfile.ZipFile, named: dict[str, zipfile.ZipInfo]) -> None:
        self.file, self.named = file, named

    def open(self, name: str) -> IO[bytes]:
        return self.file.open(self.named[name])


def _entries(opened: zipfile.ZipFile) -> Entries:
    """Refuse names that no archive has, duplicate names and compressions that we do not use.

    Folders, one folder around everything, and what a Mac adds are passed over: the manifest lists what counts.
    """
    entries = opened.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Damaged("It holds too many files.")
    ours = [entry for entry in entries if not _is_left_behind(entry)]
    top = _top_folder([entry.filename for entry in ours])
    named = {entry.filename.removeprefix(top): entry for entry in ours}
    if not {MANIFEST, SIGNATURE} <= set(named):
        raise NotAnArchive("It holds no manifest.json or no signatur.txt.")
    if len(named) != len(ours):
        raise Damaged("It holds one name twice.")
    for name, entry in named.items():
        # The name in the central directory must be the one in the entry's own header (entry.orig_filename).
        if entry.orig_filename != entry.filename or not _is_ours(name):
            raise Damaged(f"It holds a file that no archive has: {entry.filename[:80]!r}")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or entry.flag_bits & 1:
            raise Damaged(f"{entry.filename} is packed in a way that we do not use.")
    return Entries(opened, named)


def _is_left_behind(entry: zipfile.ZipInfo) -> bool:
    is_folder = entry.filename.endswith("/") and entry.file_size == 0
    return is_folder or LEFT_BEHIND.fullmatch(entry.filename) is not None


def _top_folder(names: list[str]) -> str:
    """``archiv-kiel/`` where every file lies in that one folder, else an empty text."""
    folders = {name.partition("/")[0] for name in names if "/" in name}
    inside = all("/" in name for name in names)
    return f"{folders.pop()}/" if inside and len(folders) == 1 else ""


def _is_ours(name: str) -> bool:
    return NAMES.fullmatch(name) is not None and not any(part in ("", ".", "..") for part in name.split("/"))


def _small(entries: Entries, name: str, *, most: int) -> bytes:
    with entries.open(name) as file:
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


def _check_files(entries: Entries, about: dict[str, Any]) -> None:
    """Compare the entries with the manifest. Unpacks no byte more of any than the manifest promises."""
    listed: dict[str, tuple[int, str]] = about["files"]
    present = set(entries.named) - {MANIFEST, SIGNATURE}
    if present != set(listed):
        odd = sorted(present ^ set(listed))[0]
        raise Damaged(f"What is in it is not what its manifest lists, first: {odd[:80]!r}")
    if sum(size for size, _total in listed.values()) > MOST_BYTES:
        raise Damaged("It is larger than any region.")
    for name, promised in listed.items():
        if _found(entries, name, most=promised[0]) != promised:
            raise Damaged(f"{name} is not what was signed.")


def _found(entries: Entries, name: str, *, most: int) -> tuple[int, str]:
    size, total = 0, hashlib.sha256()
    with entries.open(name) as file:
        while part := file.read(min(PART, most + 1 - size)):
            size += len(part)
            total.update(part)
    return size, total.hexdigest()


__all__ = ["Archive", "BadSignature", "Damaged", "NotAnArchive", "open_archive"]
