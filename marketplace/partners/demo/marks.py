"""Logos of institutions that do not exist: a glyph on a coloured ground."""

from __future__ import annotations

import hashlib
import io
import re

from PIL import Image
from resvg_py import svg_to_bytes

from kreislauf.pictures.images import AcceptedImage, Variant
from kreislauf.pictures.stored import store_picture
from tenants.art.glyphs import GLYPHS

_SIDE = 320  # pixels


def mark(glyph: str, colour: str) -> str:
    """The stored picture's name."""
    png = svg_to_bytes(svg_string=_drawing(glyph, colour), width=_SIDE, height=_SIDE, skip_system_fonts=True)
    written = io.BytesIO()
    Image.open(io.BytesIO(png)).save(written, "WEBP", quality=85, method=2)
    content = written.getvalue()
    image = AcceptedImage(hashlib.sha256(content).hexdigest()[:20], (Variant(_SIDE, _SIDE, content),))
    return store_picture(image, folder="partner")


def _drawing(glyph: str, colour: str) -> str:
    tones = {"ground": colour, "figure": "#ffffff", "second": "#ffd98a"}
    shapes = re.sub(
        r'class="(ground|figure|second)(-line)?"',
        lambda match: f'fill="none" stroke="{tones[match[1]]}"' if match[2] else f'fill="{tones[match[1]]}"',
        GLYPHS[glyph].shapes,
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" stroke-linecap="round" stroke-linejoin="round">'
        f'<rect width="120" height="120" rx="18" fill="{colour}"/><g transform="translate(20 20)">{shapes}</g></svg>'
    )
