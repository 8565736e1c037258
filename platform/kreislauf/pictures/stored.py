"""Accepted pictures in the region's storage: one name in the database, a few widths on the disk.

What was uploaded lies under ``eingang/`` first, which no address leads to. Rows make it public: see picture_places.
"""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from kreislauf.links import BadLink, sign, unsign
from kreislauf.pictures.images import AcceptedImage

PRIVATE_FOLDER = "eingang"
PREVIEW_KEY = "schluessel"
_PREVIEW = "picture preview"
# A stored picture's name: "betriebe/3f…20-480.960.1600x1067.webp" holds every width and the largest height.


def store_picture(image: AcceptedImage, *, folder: str) -> str:
    """Write every width where only a preview leads, and return the name that a row keeps (at most 120 characters)."""
    largest = image.variants[-1]
    widths = ".".join(str(variant.width) for variant in image.variants)
    name = f"{folder}/{image.digest}-{widths}x{largest.height}.webp"
    for variant in image.variants:
        path = variant_path(name, variant.width)
        # The same picture twice is the same file: its name is its content.
        if not default_storage.exists(path) and not default_storage.exists(private_path(path)):
            default_storage.save(private_path(path), ContentFile(variant.content))
    return name


def picture_exists(name: str) -> bool:
    path = variant_path(name, picture_widths(name)[0])
    return default_storage.exists(path) or default_storage.exists(private_path(path))


def picture_widths(name: str) -> tuple[int, ...]:
    """The widths in pixels that were stored, smallest first."""
    return tuple(int(width) for width in _sizes(name)[0].split("."))


def picture_height(name: str) -> int:
    """The largest variant's height in pixels, so that a page keeps the room free while it loads."""
    return int(_sizes(name)[1])


def picture_url(name: str, *, width: int = 960) -> str:
    """The address of the smallest variant that is at least ``width`` wide, or of the largest one."""
    return str(default_storage.url(_best(name, width)))


def preview_url(name: str, *, width: int = 960) -> str:
    """The same for a picture that is not public (yet): whoever has this address can open it for a day."""
    path = _best(name, width)
    return f"{default_storage.url(path)}?{PREVIEW_KEY}={sign(_PREVIEW, path, expires=timedelta(days=1))}"


def may_preview(path: str, key: str) -> bool:
    """Whether ``preview_url`` has given ``key`` for this file."""
    try:
        return bool(key and unsign(_PREVIEW, key) == path)
    except BadLink:
        return False


def picture_srcset(name: str) -> str:
    """All variants for the ``srcset`` attribute."""
    return ", ".join(f"{picture_url(name, width=width)} {width}w" for width in picture_widths(name))


def picture_for_mail(name: str) -> bytes:
    """The smallest variant as a JPEG on white: mail programs know no WebP, and fetch nothing."""
    with open_private(variant_path(name, picture_widths(name)[0])) as file:
        picture = Image.open(file).convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture)
    written = io.BytesIO()
    paper.save(written, "JPEG", quality=82)
    return written.getvalue()


def open_private(path: str) -> Any:
    """A variant's file, whether the public may see it or not."""
    private = private_path(path)
    return default_storage.open(private if default_storage.exists(private) else path)


def private_path(path: str) -> str:
    return f"{PRIVATE_FOLDER}/{path}"


def _best(name: str, width: int) -> str:
    widths = picture_widths(name)
    return variant_path(name, next((stored for stored in widths if stored >= width), widths[-1]))


def _sizes(name: str) -> tuple[str, str]:
    widths, _, height = name.removesuffix(".webp").rpartition("-")[2].partition("x")
    return widths, height


def variant_path(name: str, width: int) -> str:
    return f"{name.rpartition('-')[0]}-{width}.webp"
