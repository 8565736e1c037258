"""A region's own logo: how large it stands in the head of a page, in a mail and on paper."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from kreislauf.pictures.stored import (
    open_private,
    picture_for_mail,
    picture_height,
    picture_url,
    picture_widths,
    variant_path,
)

HEIGHT, WIDEST = 44, 220  # in CSS pixels
_WIDE = 2.5  # from here on a logo is a word mark: it says the name itself
_PRINTED_WIDTH = 960  # 220 pixels of a page are 41 mm on paper: 600 dpi


@dataclass(frozen=True)
class Logo:
    """``name`` is a stored picture's."""

    name: str

    @property
    def aspect(self) -> float:
        return picture_widths(self.name)[-1] / max(1, picture_height(self.name))

    @property
    def is_wide(self) -> bool:
        return self.aspect > _WIDE

    @property
    def width(self) -> int:
        return max(1, min(WIDEST, round(HEIGHT * self.aspect)))

    @property
    def height(self) -> int:
        return max(1, min(HEIGHT, round(WIDEST / self.aspect)))

    @property
    def url(self) -> str:
        return picture_url(self.name, width=2 * WIDEST)

    def for_mail(self) -> bytes:
        """A JPEG; refuses with ``OSError`` when the storage does not answer."""
        return _for_mail(self.name)

    def on_paper(self) -> str:
        """An SVG that looks the same on any ground: the logo on a white plate. Refuses with ``OSError``."""
        width, height = self.width, HEIGHT
        return _plate(self.name, width + 12, height + 12, 6)

    def as_icon(self) -> str:
        """The same in a square, for the browser's tab."""
        return _plate(self.name, 64, 64, 3)


# A name is a picture's content, so what is kept is never another region's nor an older one.
@lru_cache(maxsize=32)
def _for_mail(name: str) -> bytes:
    return picture_for_mail(name)


@lru_cache(maxsize=32)
def _plate(name: str, width: int, height: int, edge: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" rx="8" fill="#ffffff"/>'
        f'<image x="{edge}" y="{edge}" width="{width - 2 * edge}" height="{height - 2 * edge}"'
        f' href="data:image/png;base64,{base64.b64encode(_png(name)).decode()}"/></svg>'
    )


def _png(name: str) -> bytes:
    """On white; neither PDF nor every browser's icon takes WebP inside an SVG."""
    wanted = next((width for width in picture_widths(name) if width >= _PRINTED_WIDTH), picture_widths(name)[-1])
    with open_private(variant_path(name, wanted)) as file:
        picture = Image.open(file).convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture)
    written = io.BytesIO()
    paper.save(written, "PNG")
    return written.getvalue()
