"""Printed sheets: a Typst template and data in, the same accessible PDF out each time."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from kreislauf.printable import UNPRINTABLE, printable
from kreislauf.tools.font_files import font_folders

_KIT = Path(__file__).parent / "typst" / "kit.typ"
# PDF/A-2a for archives and PDF/UA-1 for screen readers; Typst refuses to write what breaks either.
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
WITH_FILES: list[typst.PDFStandard] = ["a-3a", "ua-1"]

_UNDISPLAYED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
# Direction overrides can make a name read as another one; tags and variation selectors of private planes print nothing.
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e0fff]")
_LONG_WORD = re.compile(r"\S{31,}")
_STACKED = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{2})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
# "! ! ! ! !" has no place where a line may end, by the rules of Unicode.
_LOOSE_SIGNS = re.compile(r"(?:[^\w\s]+[ ]){4,}")
_BREAK = "\N{ZERO WIDTH SPACE}"
_RETRIES = 3

_one_at_a_time = threading.Lock()


def typeset_pdf(
    template: Path, data: Mapping[str, Any], *, created: datetime, attached: Mapping[str, bytes] | None = None
) -> bytes:
    """A Typst file as tagged PDF; it may import ``kit.typ``. Same data and ``created``, same bytes.

    ``attached`` are files that the template attaches by name (``pdf.attach``); only PDF/A-3 holds any.
    """
    standards = WITH_FILES if attached else STANDARDS
    stamp = int(created.timestamp())
    return _with_printable_text(
        lambda inputs: _compiled(template, inputs, files=attached, pdf_standards=standards, timestamp=stamp), data
    )


def typeset_png(template: Path, data: Mapping[str, Any], *, ppi: float = 72) -> bytes:
    """The same as a picture, for what is seen on screens; of one page only. At 72 ppi a pixel is a point."""
    return _with_printable_text(lambda inputs: _compiled(template, inputs, format="png", ppi=ppi), data)


def _compiled(
    template: Path, inputs: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None, **options: Any
) -> bytes:
    with _one_at_a_time:
        result = _compiler().compile(
            input={**_source(template), **(files or {})},
            sys_inputs={"data": json.dumps(inputs)},
            **{"format": "pdf", **options},
        )
    if not isinstance(result, bytes):
        raise TypeError("A PDF is one file, a picture one page.")
    return result


def typed(text: str, *, one_line: bool = False) -> dict[str, Any]:
    """What somebody typed, as the templates want it: no control characters, breakable, and in which direction."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))
    plain = "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
    plain = printable(_STACKED.sub(r"\1", _INVISIBLE.sub("", plain)).replace("\t", " ").strip())
    plain = re.sub(r"\s+", " ", plain) if one_line else re.sub(r"\n{3,}", "\n\n", plain)
    text = _LOOSE_SIGNS.sub(lambda match: match[0].replace(" ", f"{_BREAK} "), _LONG_WORD.sub(_breakable, plain))
    return {"text": text, "rtl": _right_to_left(plain)}


@cache
def _source(template: Path) -> dict[str, bytes]:
    return {"main.typ": template.read_bytes(), "kit.typ": _KIT.read_bytes()}


@cache
def _compiler() -> typst.Compiler:
    """One compiler and one set of fonts for the process: reading them takes longer than a page."""
    return typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)


def _fonts() -> typst.Fonts:
    found = font_folders(Path(settings.NODE_MODULES))
    # Typst's own fonts stand in where the packages are missing, so that a voucher is printed all the same.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=not found, font_paths=found)


def _with_printable_text(compiled: Callable[[Mapping[str, Any]], bytes], data: Mapping[str, Any]) -> bytes:
    """Typst names the run of text in which a character is missing; what is missing becomes a dot, not a failed voucher.

    ``typed`` has put dots for all that the fonts' own tables do not hold, so this is for Typst's own fonts and the
    rare sign that a font has but cannot shape.
    """
    inputs: Any = data
    for _ in range(_RETRIES):
        try:
            return compiled(inputs)
        except typst.TypstError as error:
            missing = {_unescaped(text) for text in _UNDISPLAYED.findall(error.diagnostic)}
            if not missing:
                raise
            inputs = _replaced(inputs, str.maketrans(dict.fromkeys(_signs("".join(missing)), UNPRINTABLE)))
    return compiled(inputs)


def _signs(run: str) -> str:
    """Without what stands beside the missing sign in its run: blanks, places to break a line, Latin letters."""
    return "".join(sign for sign in run if not sign.isascii() and unicodedata.category(sign)[0] not in "ZC")


def _replaced(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, Mapping):
        return {key: _replaced(item, table) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, table) for item in value]
    return value


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)


def _breakable(match: re.Match[str]) -> str:
    """Room for a line break every twelve characters of a word that no line holds."""
    word = match[0]
    return _BREAK.join(word[i : i + 12] for i in range(0, len(word), 12))


def _right_to_left(text: str) -> bool:
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False
