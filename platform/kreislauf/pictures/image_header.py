"""How large a JPEG, PNG or WebP says it is, read from its header without decoding anything."""

from __future__ import annotations

import struct
from typing import IO

START_BYTES = 1024  # all that says what kind of file it is; of a JPEG, the markers before its size are walked
MOST_MARKERS = 2000  # 25 MB in parts of 64 KB are 400
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset({0x01, 0xD8, *range(0xD0, 0xD8)})


# ISO BMFF "brands": what the file says of itself in its first box.
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})


def is_heic(raw: bytes) -> bool:
    return raw[4:8] == b"ftyp" and raw[8:12] in _HEIC and not _AVIF & _brands(raw)


def is_avif(raw: bytes) -> bool:
    """Its size stands deep in its boxes, so the decoder looks for it."""
    return raw[4:8] == b"ftyp" and bool(_AVIF & _brands(raw))


def header_size(start: bytes, file: IO[bytes]) -> tuple[int, int] | None:
    """Width and height in pixels, ``(0, 0)`` for a header that breaks off, None for any other type of file."""
    try:
        if start.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(start)
        if start.startswith(b"\xff\xd8\xff"):
            return _jpeg(file)
        if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
            return _webp(start)
    except (struct.error, IndexError):
        return 0, 0
    return None


def _brands(raw: bytes) -> frozenset[bytes]:
    box = raw[8 : min(int.from_bytes(raw[:4], "big"), 200)]
    return frozenset(box[at : at + 4] for at in range(0, len(box), 4))


def _png(raw: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", raw, 16)
    return width, height


def _jpeg(file: IO[bytes]) -> tuple[int, int]:
    """Walk from marker to marker until the frame header."""
    at = 2
    for _ in range(MOST_MARKERS):
        file.seek(at)
        part = file.read(9)
        if part[0] != 0xFF:
            break
        if part[1] == 0xFF:
            at += 1
        elif part[1] in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", part, 5)
            return width, height
        elif part[1] in _JPEG_BARE:
            at += 2
        else:
            at += 2 + struct.unpack_from(">H", part, 2)[0]
    return 0, 0


def _webp(raw: bytes) -> tuple[int, int]:
    kind = raw[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(raw[24:27], "little"), 1 + int.from_bytes(raw[27:30], "little")
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", raw, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", raw, 26)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0
