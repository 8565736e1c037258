"""Accepted pictures in the region's storage: one name in the database, a few widths on the disk."""

from __future__ import annotations

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from kreislauf.images import AcceptedImage

# A stored picture's name: "betriebe/3f…20-480.960.1600x1067.webp" tells every width and the largest height.


def store_picture(image: AcceptedImage, *, folder: str) -> str:
    """Write every width and return the name that a model keeps (at most 120 characters with a short folder)."""
    largest = image.variants[-1]
    widths = ".".join(str(variant.width) for variant in image.variants)
    name = f"{folder}/{image.digest}-{widths}x{largest.height}.webp"
    for variant in image.variants:
        path = _variant_path(name, variant.width)
        # The same picture twice is the same file: its name is its content.
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(variant.content))
    return name


def delete_picture(name: str) -> None:
    """Remove every width of a stored picture; nothing happens for an empty name."""
    for width in picture_widths(name) if name else ():
        default_storage.delete(_variant_path(name, width))


def picture_widths(name: str) -> tuple[int, ...]:
    """The widths in pixels that were stored, smallest first."""
    return tuple(int(width) for width in _sizes(name)[0].split("."))


def picture_height(name: str) -> int:
    """The largest variant's height in pixels, so that a page keeps the room free while it loads."""
    return int(_sizes(name)[1])


def picture_url(name: str, *, width: int = 960) -> str:
    """The address of the smallest variant that is at least ``width`` wide, or of the largest one."""
    widths = picture_widths(name)
    best = next((stored for stored in widths if stored >= width), widths[-1])
    return str(default_storage.url(_variant_path(name, best)))


def picture_srcset(name: str) -> str:
    """All variants for the ``srcset`` attribute."""
    return ", ".join(f"{picture_url(name, width=width)} {width}w" for width in picture_widths(name))


def picture_for_mail(name: str) -> bytes:
    """The smallest variant as a JPEG on white: mail programs know no WebP, and fetch nothing."""
    with default_storage.open(_variant_path(name, picture_widths(name)[0])) as file:
        picture = Image.open(file).convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture)
    written = io.BytesIO()
    paper.save(written, "JPEG", quality=82)
    return written.getvalue()


def _sizes(name: str) -> tuple[str, str]:
    widths, _, height = name.removesuffix(".webp").rpartition("-")[2].partition("x")
    return widths, height


def _variant_path(name: str, width: int) -> str:
    return f"{name.rpartition('-')[0]}-{width}.webp"
