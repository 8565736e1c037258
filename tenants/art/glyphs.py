"""The glyphs: an SVG file each in ``glyphs/``, in a square of 80 by 80, in a folder for the landscape it belongs to.

A shape's class says what it is filled with (``ground``, ``figure`` or ``second``), or its line with ``-line`` behind.
The file's own style element only shows the glyph to whoever opens it. A new glyph is a file, and a word in
``tenants.branding.glyph_labels``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "glyphs"


class Glyph(NamedTuple):
    """``home`` is the landscape: coast, country, town or trade. ``shapes`` are the file's elements as text."""

    home: str
    shapes: str

    def draw(self, ground: int, figure: int, second: int) -> str:
        """The shapes in three of the eight tones (``a1`` … ``s8``)."""
        tones = {"ground": ground, "figure": figure, "second": second}
        return re.sub(
            r'class="(ground|figure|second)(-line)?"',
            lambda match: f'class="{"s" if match[2] else "a"}{tones[match[1]]}"',
            self.shapes,
        )


def _read(file: Path) -> Glyph:
    inner = re.sub(r"<style>.*?</style>|</?svg\b[^>]*>", "", file.read_text(), flags=re.DOTALL)
    return Glyph(file.parent.name, "".join(line.strip() for line in inner.splitlines()))


GLYPHS = {file.stem: _read(file) for file in sorted(FOLDER.glob("*/*.svg"))}
