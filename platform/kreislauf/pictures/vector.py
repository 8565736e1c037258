"""An SVG logo becomes pixels, inside the decoder's process; nothing of the file itself is stored or served.

The renderer (resvg) knows no scripts and no network, but it would open files that an ``<image>`` names and recurse as
deep as a file nests. So the elements are counted first, and the process opens no file any more (see ``decoder``).
"""

from __future__ import annotations

import io
from xml.parsers import expat

from PIL import Image
from resvg_py import svg_to_bytes

SIDE = 1600  # the longer side in pixels: 14 cm at 300 dpi, more than any sheet gives a logo
MAX_BYTES = 2 * 1024 * 1024
MAX_ELEMENTS, MAX_DEPTH = 20_000, 100
_PARTS_ELSEWHERE = frozenset({"image", "feImage", "use"})


class NeedsOtherFiles(Exception):
    """It draws a font, a picture or a shape that is not in the file."""


class TooComplex(Exception):
    """More elements, or deeper ones, than a logo has."""


def looks_like_svg(raw: bytes) -> bool:
    """By its first bytes; a packed one (svgz) is none."""
    start = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<?xml", b"<svg", b"<!doctype svg", b"<!--"))


def drawn(raw: bytes) -> bytes:
    """The drawing as a PNG with transparency, its longer side ``SIDE`` wide.

    Refuses with ``NeedsOtherFiles``, ``TooComplex``, and with ``ValueError`` or ``ExpatError`` what is no drawing.
    """
    if len(raw) > MAX_BYTES:
        raise TooComplex
    text = raw.decode("utf-8", "replace").removeprefix("\ufeff")
    _Check().read(text)
    png = svg_to_bytes(svg_string=text, width=SIDE, height=SIDE, skip_system_fonts=True)
    if Image.open(io.BytesIO(png)).getbbox() is None:
        raise ValueError("Nothing to be seen.")
    return png


class _Check:
    """Reads the elements as the renderer will: namespaces apart, and with entities of the file itself replaced."""

    def __init__(self) -> None:
        self.elements = self.depth = 0
        self.in_text = False
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._words

    def read(self, text: str) -> None:
        self.parser.Parse(text.encode(), True)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self.elements, self.depth = self.elements + 1, self.depth + 1
        if self.elements > MAX_ELEMENTS or self.depth > MAX_DEPTH:
            raise TooComplex
        local = name.rpartition(" ")[2]
        self.in_text = self.in_text or local == "text"
        if local not in _PARTS_ELSEWHERE:
            return
        for attribute, value in attributes.items():
            if attribute.rpartition(" ")[2] == "href" and not value.strip().startswith(("#", "data:image/")):
                raise NeedsOtherFiles

    def _close(self, name: str) -> None:
        self.depth -= 1
        self.in_text = self.in_text and name.rpartition(" ")[2] != "text"

    def _words(self, text: str) -> None:
        if self.in_text and text.strip():
            raise NeedsOtherFiles
