"""Stored pictures as JPEG: readers of links and Typst know no WebP."""

from __future__ import annotations

import io

from PIL import Image

from kreislauf.pictures.stored import open_private, picture_widths, variant_path
from kreislauf.storage import StoreUnavailable


class NoPhoto(Exception):
    """The storage does not answer: a drawing without its photo is not the one that its address names."""


def stored_jpeg(name: str, *, least_width: int) -> bytes:
    """The smallest stored size that is as wide as that, else the widest. Refuses with ``NoPhoto``."""
    width = next((one for one in picture_widths(name) if one >= least_width), picture_widths(name)[-1])
    try:
        with open_private(variant_path(name, width)) as file:
            return as_jpeg(file.read())
    except (OSError, StoreUnavailable) as error:
        raise NoPhoto from error


def as_jpeg(picture: bytes) -> bytes:
    """On white."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGBA")
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn)
    written = io.BytesIO()
    paper.save(written, "JPEG", quality=88, subsampling=0, optimize=True)
    return written.getvalue()
