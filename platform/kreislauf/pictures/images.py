"""Uploaded pictures are encoded anew as WebP files, so that nothing else of the upload is stored."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from kreislauf.pictures.image_header import header_size

WIDTHS = (480, 960, 1600)
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
# A strip of paper, photographed upright, must not become a page of its own.
MAX_HEIGHT_PER_WIDTH = 3
_FORMATS = ("JPEG", "PNG", "WEBP")

# Forty megapixels take half a gigabyte for two seconds; four people at once must not take the machine.
_one_at_a_time = threading.Lock()

# Also for every other place in the process that opens a picture.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


class ImageRefused(Exception):
    """The upload is not taken; ``sentence`` says why to the person who sent it."""

    sentence: str | Promise = _("Dieses Bild können wir nicht annehmen.")

    def __str__(self) -> str:
        return str(self.sentence)


class EmptyFile(ImageRefused):
    sentence = _("Die Datei ist leer. Bitte wählen Sie das Bild noch einmal aus.")


class TooManyUploads(ImageRefused):
    sentence = _("Von hier kamen gerade sehr viele Bilder. Bitte versuchen Sie es in einer Stunde noch einmal.")


class FileTooLarge(ImageRefused):
    sentence = _("Das Bild ist größer als 10 MB. Bitte verkleinern Sie es und versuchen Sie es noch einmal.")


class TooManyPixels(ImageRefused):
    sentence = _("Das Bild hat mehr als 40 Millionen Bildpunkte. Bitte verkleinern Sie es.")


class WrongType(ImageRefused):
    sentence = _("Bitte laden Sie ein Foto als JPEG, PNG oder WebP hoch.")


class Vector(WrongType):
    sentence = _("SVG-Dateien nehmen wir nicht an. Bitte speichern Sie das Bild als PNG und laden Sie es so hoch.")


class Animated(ImageRefused):
    sentence = _("Bewegte Bilder nehmen wir nicht an. Bitte laden Sie ein Standbild hoch.")


class Damaged(ImageRefused):
    sentence = _("Das Bild ist beschädigt oder unvollständig. Bitte laden Sie es noch einmal hoch.")


@dataclass(frozen=True, slots=True)
class Variant:
    """One size of the picture, in pixels, as WebP bytes."""

    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class AcceptedImage:
    """What is left of an upload: its variants, smallest first, and a name made from what can be seen."""

    digest: str
    variants: tuple[Variant, ...]


def accept_upload(file: IO[bytes]) -> AcceptedImage:
    """Re-encode an upload to WebP in up to three widths, upright, without metadata.

    Refuses with a subclass of ImageRefused before anything large is decoded; for a stranger's upload, see
    ``kreislauf.accounts.uploads``, also before anything is.
    """
    if getattr(file, "too_many", False):
        raise TooManyUploads
    raw = _read(file)
    _refuse_by_header(raw)
    try:
        with _one_at_a_time:
            variants = tuple(reversed(list(_largest_first(_decoded(raw)))))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels from None
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError):
        # Pillow's decoders have no common exception for what they cannot read.
        raise Damaged from None
    digest = hashlib.sha256(variants[-1].content).hexdigest()[:20]
    return AcceptedImage(digest=digest, variants=variants)


def _read(file: IO[bytes]) -> bytes:
    if (getattr(file, "size", None) or 0) > MAX_BYTES:
        raise FileTooLarge
    file.seek(0)
    raw = file.read(MAX_BYTES + 1)
    if not raw:
        raise EmptyFile
    if len(raw) > MAX_BYTES:
        raise FileTooLarge
    return raw


def _refuse_by_header(raw: bytes) -> None:
    """Type and size from the first bytes: Pillow's WebP reader takes its memory on opening already."""
    start = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<?xml", b"<svg", b"<!doctype svg", b"<!--")) or raw.startswith(b"\x1f\x8b"):
        raise Vector
    size = header_size(raw)
    if size is None:
        raise WrongType
    width, height = size
    if width < 1 or height < 1:
        raise Damaged
    if width * height > MAX_PIXELS:
        raise TooManyPixels


def _decoded(raw: bytes) -> Image.Image:
    with Image.open(io.BytesIO(raw), formats=_FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise TooManyPixels
        if getattr(opened, "n_frames", 1) > 1:
            raise Animated
        # JPEG can be decoded at a half or a quarter: less memory for the same result.
        opened.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
        opened.load()
        # Turning and converting make copies; of forty megapixels they would take half a gigabyte.
        if opened.mode in {"RGB", "RGBA", "L", "CMYK"}:
            opened.thumbnail((MAX_HEIGHT_PER_WIDTH * WIDTHS[-1], MAX_HEIGHT_PER_WIDTH * WIDTHS[-1]), reducing_gap=2.0)
        upright = ImageOps.exif_transpose(opened)
        return _srgb(upright, opened.info.get("icc_profile"))


def _srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Plain sRGB with or without transparency; telephones send wider colours, which would look pale."""
    transparent = picture.has_transparency_data
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            converted = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            return converted or picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile costs a shade, not the picture
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    return picture.convert("RGBA" if transparent else "RGB")


def _largest_first(picture: Image.Image) -> Iterator[Variant]:
    """The wanted widths, never enlarged: a smaller picture begins with its own width."""
    picture = picture.copy()
    # The upload's info dictionary holds EXIF and XMP.
    picture.info.clear()
    for width in [min(picture.width, WIDTHS[-1]), *(w for w in reversed(WIDTHS[:-1]) if w < picture.width)]:
        picture.thumbnail((width, width * MAX_HEIGHT_PER_WIDTH), Image.Resampling.LANCZOS, reducing_gap=2.0)
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=82, method=4, exif=b"", xmp=b"", icc_profile=b"")
        yield Variant(width=picture.width, height=picture.height, content=out.getvalue())
