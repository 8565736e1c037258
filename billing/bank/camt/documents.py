"""Opens an upload: one XML file, or a ZIP of many. Refuses with CamtRefused what is made to do harm."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Protocol

from django.utils.translation import gettext as _

from billing.bank.camt.line import CamtRefused

MOST_FILES = 500
MOST_BYTES = 400 * 1024**2  # of XML in one upload, unpacked
MOST_RATIO = 250  # XML of a bank packs to about a twentieth
_HIDDEN = ("__MACOSX/", ".DS_Store")


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def documents(upload: IO[bytes]) -> Iterator[tuple[str, Readable]]:
    """The name and the stream of each XML file, one after the other. Refuses with CamtRefused."""
    upload.seek(0)
    head = upload.read(4)
    upload.seek(0)
    if not head:
        raise CamtRefused(_("Die Datei ist leer."))
    if head[:2] != b"PK":
        yield "", _Counted(upload, left=MOST_BYTES)
        return
    with _opened(upload) as archive:
        left = MOST_BYTES
        for member in _members(archive):
            with archive.open(member) as unpacked:
                counted = _Counted(unpacked, left=left)
                yield member.filename, counted
                left = counted.left


@contextmanager
def _opened(upload: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(upload) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError) as reason:
        raise CamtRefused(
            _("Die ZIP-Datei ist beschädigt. Bitte laden Sie sie noch einmal von Ihrer Bank.")
        ) from reason


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    found = [one for one in archive.infolist() if not one.is_dir() and not _is_hidden(one.filename)]
    if not found:
        raise CamtRefused(_("In der ZIP-Datei ist kein Kontoauszug."))
    if len(found) > MOST_FILES:
        raise CamtRefused(_("In der ZIP-Datei sind mehr als %(most)s Dateien.") % {"most": MOST_FILES})
    if sum(one.file_size for one in found) > MOST_BYTES:
        raise CamtRefused(_too_large())
    for one in found:
        _refuse_member(one)
    return found


def _refuse_member(member: zipfile.ZipInfo) -> None:
    path = member.filename.replace("\\", "/")
    if path.startswith("/") or ":" in path or ".." in path.split("/"):
        raise CamtRefused(_("Ein Dateiname in der ZIP-Datei führt aus ihr hinaus. So etwas lesen wir nicht."))
    if member.flag_bits & 0x1:
        raise CamtRefused(_("Die ZIP-Datei ist mit einem Passwort geschützt. Bitte laden Sie sie ohne Passwort hoch."))
    if not path.lower().endswith(".xml"):
        raise CamtRefused(
            _("In der ZIP-Datei liegt „%(name)s“. Wir lesen nur XML-Dateien im Format CAMT.") % {"name": path[-60:]}
        )
    if member.file_size > MOST_RATIO * max(member.compress_size, 1024):
        raise CamtRefused(_("Die ZIP-Datei packt unglaubwürdig viel in sehr wenig Platz. So etwas lesen wir nicht."))


def _is_hidden(path: str) -> bool:
    return path.startswith(_HIDDEN[0]) or path.rpartition("/")[2] == _HIDDEN[1]


def _too_large() -> str:
    return _("Ausgepackt sind das mehr als %(most)s MB. Bitte teilen Sie den Zeitraum auf.") % {
        "most": MOST_BYTES // 1024**2
    }


class _Counted:
    """Reads until ``left`` bytes are through: what a ZIP says of its sizes need not be true."""

    def __init__(self, source: IO[bytes], *, left: int) -> None:
        self.source, self.left = source, left

    def read(self, size: int = -1, /) -> bytes:
        found = self.source.read(min(size, self.left + 1) if size >= 0 else self.left + 1)
        self.left -= len(found)
        if self.left < 0:
            raise CamtRefused(_too_large())
        return found
