"""Files from strangers: what is no archive of ours is refused before a database hears of it."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tenants.archive import reader
from tenants.archive.reader import Damaged, NotAnArchive, open_archive
from tenants.archive.signature import BadSignature, UnknownKey, public_key, signature_file

GOOD = {"LIESMICH.txt": b"Hallo", "tabellen/accounts_user.jsonl": b'{"id":1}\n', "medien/logo/a.webp": b"RIFF"}


def manifest_for(files: dict[str, bytes]) -> dict[str, Any]:
    listed = {name: {"sha256": hashlib.sha256(text).hexdigest(), "bytes": len(text)} for name, text in files.items()}
    return {"format": "kreislauf-archiv", "version": 1, "files": listed}


def packed(entries: list[tuple[str, bytes]], *, method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of one name twice
        for name, content in entries:
            archive.writestr(name, content)
    return out


def signed(files: dict[str, bytes], manifest: object = None, *extra: tuple[str, bytes]) -> io.BytesIO:
    """An archive of ``files`` whose signature is right, whatever else is wrong with it."""
    text = manifest if isinstance(manifest, bytes) else json.dumps(manifest or manifest_for(files)).encode()
    sheets = [("manifest.json", text), ("signatur.txt", signature_file(text, name="manifest.json").encode())]
    return packed([*files.items(), *sheets, *extra])


def test_a_good_one_is_opened() -> None:
    with open_archive(signed(GOOD)) as archive:
        assert (archive.tables, archive.files) == (["accounts_user"], ["logo/a.webp"])
        assert list(archive.lines("accounts_user")) == ['{"id":1}\n']
        assert archive.signed_by == public_key()


def entries_of(archive: io.BytesIO) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(archive) as file:
        return [(name, file.read(name)) for name in file.namelist()]


MAC = [("__MACOSX/._manifest.json", b"\0"), ("__MACOSX/archiv-kiel/._LIESMICH.txt", b"\0"), (".DS_Store", b"\0Bud1")]


@pytest.mark.parametrize(
    "entries",
    [
        [*entries_of(signed(GOOD)), *MAC, ("tabellen/", b""), ("medien/logo/.DS_Store", b"x"), ("medien/", b"")],
        [(f"archiv-kiel/{name}", text) for name, text in [("", b""), ("tabellen/", b""), *entries_of(signed(GOOD))]],
        [*((f"archiv-kiel/{name}", text) for name, text in entries_of(signed(GOOD))), *MAC],
        [*entries_of(signed(GOOD)), ("Thumbs.db", b"x"), ("medien/desktop.ini", b"x")],
    ],
    ids=["contents packed by a Mac", "folder packed", "folder packed by a Mac", "Windows"],
)
def test_unpacked_and_packed_again_it_is_the_same_archive(entries: list[tuple[str, bytes]]) -> None:
    with open_archive(packed(entries)) as archive:
        assert (archive.tables, archive.files) == (["accounts_user"], ["logo/a.webp"])
        assert list(archive.lines("accounts_user")) == ['{"id":1}\n']
        assert archive.open_file("logo/a.webp").read() == b"RIFF"


@pytest.mark.parametrize(
    "entries",
    [
        [(f"archiv-kiel/{name}", text) for name, text in entries_of(signed(GOOD))] + [("boese.txt", b"x")],
        [(f"archiv-kiel/{name}", text) for name, text in entries_of(signed(GOOD))] + [("archiv-kiel/boese.txt", b"x")],
        [(f"a/b/{name}", text) for name, text in entries_of(signed(GOOD))],
        [*entries_of(signed(GOOD)), ("archiv-kiel/manifest.json", b"{}")],
        [*entries_of(signed(GOOD)), ("tabellen/", b"not empty")],
    ],
    ids=["beside the folder", "in the folder", "two folders", "both", "a folder with content"],
)
def test_what_is_added_on_the_way_is_still_refused(entries: list[tuple[str, bytes]]) -> None:
    with pytest.raises((Damaged, NotAnArchive)):
        open_archive(packed(entries))


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"\x89PNG" * 100, b"PK\x05\x06" + b"\0" * 18], ids=["empty", "cut", "a picture", "no files"]
)
def test_what_is_no_archive_is_called_none(content: bytes) -> None:
    with pytest.raises(NotAnArchive):
        open_archive(io.BytesIO(content))


@pytest.mark.parametrize(
    "name",
    [
        "../boese.txt",
        "medien/../../etc/passwd",
        "medien/a/./b",
        "medien//a",
        "medien/",
        "/medien/a",
        "medien/a\\..\\b",
        "tabellen/../manifest.json",
        "tabellen/Ä.jsonl",
        "tabellen/x.sql",
        "TABELLEN/x.jsonl",
        "medien/" + "a" * 300,
        "sonstwas.exe",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(Damaged):
        open_archive(signed(GOOD | {name: b"x"}))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda: signed(GOOD, None, ("medien/logo/a.webp", b"RIFF")), "one name twice"),
        (lambda: signed(GOOD, None, ("medien/mehr.webp", b"x")), "not what its manifest lists"),
        (lambda: signed(GOOD, manifest_for(GOOD | {"salden.csv": b""})), "not what its manifest lists"),
        (lambda: signed(GOOD, manifest_for(GOOD | {"LIESMICH.txt": b"Hallo!"})), "LIESMICH.txt is not what was signed"),
        (lambda: signed(GOOD, manifest_for(GOOD | {"LIESMICH.txt": b"hallo"})), "LIESMICH.txt is not what was signed"),
    ],
    ids=["twice", "more", "less", "longer", "other"],
)
def test_what_was_not_signed_is_noticed(spoil: Callable[[], io.BytesIO], words: str) -> None:
    with pytest.raises(Damaged, match=words):
        open_archive(spoil())


@pytest.mark.parametrize(
    "manifest",
    [
        b'{"format": "kreislauf-archiv", "version": 1}',
        b'{"format": "kreislauf-archiv", "version": 1, "files": ["a"]}',
        b'{"format": "kreislauf-archiv", "version": 1, "files": {"a": {"bytes": -1, "sha256": ""}}}',
        b"{",
        b"[]",
        b"null",
        b'{"format": "kreislauf-archiv"}',
        b'{"format": "zip", "version": 1}',
        b"[" * 100_000,
    ],
)
def test_an_absurd_manifest_is_refused_even_if_signed(manifest: bytes) -> None:
    with pytest.raises(NotAnArchive):
        open_archive(signed(GOOD, manifest))


def test_a_later_format_says_which_one_is_read() -> None:
    with pytest.raises(NotAnArchive, match=r"Its format is kreislauf-archiv 2; this code reads kreislauf-archiv 1\."):
        open_archive(signed(GOOD, manifest_for(GOOD) | {"version": 2}))


def test_a_bomb_is_not_unpacked_further_than_it_says() -> None:
    """Thirty megabytes of nothing in a few kilobytes, which the manifest calls five bytes."""
    bomb = signed(GOOD | {"LIESMICH.txt": b"\0" * 30_000_000}, manifest_for(GOOD))
    assert bomb.getbuffer().nbytes < 200_000

    read: list[int] = []
    watched = watching(bomb, read)
    with pytest.raises(Damaged, match=r"LIESMICH\.txt is not what was signed"):
        open_archive(watched)
    assert sum(read) < 120_000


def watching(file: io.BytesIO, read: list[int]) -> io.BytesIO:
    class Watched(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            part = super().read(size)
            read.append(len(part))
            return part

    return Watched(file.getvalue())


def test_more_than_any_region_has_is_refused_by_its_own_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_BYTES", 10)
    with pytest.raises(Damaged, match="larger than any region"):
        open_archive(signed(GOOD))


def test_a_manifest_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_MANIFEST", 100)
    with pytest.raises(Damaged, match=r"manifest\.json is larger than it can be"):
        open_archive(signed(GOOD))


def test_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LONGEST_LINE", 5)
    with open_archive(signed(GOOD)) as archive, pytest.raises(Damaged, match="longer than any row"):
        list(archive.lines("accounts_user"))


def test_two_names_for_one_file_are_noticed() -> None:
    """The directory at the end says one name, the file itself another: tools would disagree about what is in it."""
    raw = bytearray(signed(GOOD).getvalue())
    at = raw.index(b"tabellen/accounts_user")
    raw[at : at + 8] = b"tabellex"
    with pytest.raises(Damaged, match="cannot be unpacked"):
        open_archive(io.BytesIO(bytes(raw)))


def test_bits_that_fell_over_are_noticed() -> None:
    whole = signed(GOOD | {"salden.csv": bytes(range(256)) * 40})
    raw = bytearray(whole.getvalue())
    noticed = 0
    for at in range(0, len(raw), 97):
        raw[at] ^= 0x10
        try:
            open_archive(io.BytesIO(bytes(raw)))._entries.file.close()
        except (NotAnArchive, Damaged, BadSignature, UnknownKey):
            noticed += 1
        raw[at] ^= 0x10
    # What is left are dates and attributes, which mean nothing to us.
    assert noticed > len(raw) / 97 * 0.7


def test_an_encrypted_or_oddly_packed_file_is_refused() -> None:
    odd = packed(list(GOOD.items()), method=zipfile.ZIP_BZIP2)
    with zipfile.ZipFile(odd, "a") as archive:
        archive.writestr("manifest.json", "{}")
        archive.writestr("signatur.txt", "")
    with pytest.raises(Damaged, match="packed in a way"):
        open_archive(odd)

    raw = bytearray(signed(GOOD).getvalue())
    at = raw.index(b"PK\x01\x02")
    struct.pack_into("<H", raw, at + 8, 1)
    with pytest.raises(Damaged, match="packed in a way"):
        open_archive(io.BytesIO(bytes(raw)))


def test_a_manifest_signed_by_nobody_is_refused() -> None:
    text = json.dumps(manifest_for(GOOD)).encode()
    for said in ("", "Schlüssel: x\nUnterschrift: y\n", signature_file(b"etwas anderes", name="manifest.json")):
        files = [*GOOD.items(), ("manifest.json", text), ("signatur.txt", said.encode())]
        with pytest.raises(BadSignature):
            open_archive(packed(files))
