"""Which signs the fonts of the printed sheets have, as the fonts themselves say."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings

from kreislauf.tools.font_files import font_folders

UNPRINTABLE = "·"
# Joiners, variation selectors, blanks and line ends shape what stands beside them and need no glyph of their own.
_SHAPING = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})


def unprintable(*texts: str) -> list[str]:
    """Each sign that no font has, once, in the order of the text."""
    return [sign for sign in dict.fromkeys("".join(texts)) if not _has_glyph(sign)]


def printable(text: str) -> str:
    """The text with a dot for each sign that no font has."""
    return text if text.isascii() else "".join(sign if _has_glyph(sign) else UNPRINTABLE for sign in text)


def _has_glyph(sign: str) -> bool:
    if sign.isascii() or unicodedata.category(sign) in _SHAPING or 0xFE00 <= ord(sign) <= 0xFE0F:
        return True
    table, place = glyphs(), ord(sign)
    # Without font packages Typst prints with its own fonts, and answers for itself.
    return not table or (place < len(table) * 8 and bool(table[place >> 3] & (1 << (place & 7))))


@cache
def glyphs() -> bytes:
    """One bit for each code point that some font draws; read once in a process, a third of a second."""
    from fontTools.ttLib import TTFont  # 5 MB, and most processes print nothing

    table = bytearray(0x20000 // 8)
    folders = font_folders(Path(settings.NODE_MODULES))
    for file in (file for folder in folders for file in folder.glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            for place in font.getBestCmap():
                if place < len(table) * 8:
                    table[place >> 3] |= 1 << (place & 7)
    return bytes(table) if folders else b""
