"""The program that decodes one upload and ends: ``python -I -m kreislauf.pictures.decoder < upload > answer``.

Decoding takes memory and time that the sender of a file chooses. Here both have limits that the system holds, the
memory is given back with the process, and a hole in a decoder finds no secret: the environment is empty, and no file or
socket can be opened any more. The answer is a line of JSON, ``{"variants": [[width, height, bytes], …]}`` or
``{"refused": "Damaged"}``, and then the WebP files.
It imports neither Django nor our settings, so it starts in less than a tenth of a second.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

# Every part of Pillow that a picture may need: once the process holds its limits, no module can be read.
from PIL import (  # noqa: F401
    AvifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from kreislauf.pictures.srgb import srgb
from kreislauf.pictures.vector import NeedsOtherFiles, TooComplex, drawn, looks_like_svg

Image.preinit()
MEMORY_BYTES = 750 * 1024 * 1024  # 108 megapixels as a progressive JPEG, or 40 with transparency
CPU_SECONDS = 15
WIDTHS = (480, 960, 1600)
MAX_PIXELS = 40_000_000
# JPEG is decoded at a half or a quarter of its size, so telephones may send what their cameras take.
MAX_JPEG_PIXELS = 120_000_000
# A strip of paper, photographed upright, must not become a page of its own.
MAX_HEIGHT_PER_WIDTH = 3
# Plenty for the largest width, and still a quarter of 108 megapixels each way.
_ENOUGH = (2000, 2000)


def main() -> None:
    _limit_myself()
    raw = sys.stdin.buffer.read()
    refused, variants = decode(raw)
    head = {"refused": refused} if refused else {"variants": [(w, h, len(content)) for w, h, content in variants]}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(content for _, _, content in variants))


def decode(raw: bytes) -> tuple[str, list[tuple[int, int, bytes]]]:
    """Why it is refused (the name of a class in ``images``) or nothing, and the variants, smallest first."""
    Image.MAX_IMAGE_PIXELS = MAX_JPEG_PIXELS
    try:
        picture = _opened(drawn(raw) if looks_like_svg(raw) else raw)
        if isinstance(picture, str):
            return picture, []
        return "", list(reversed(list(_largest_first(picture))))
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "TooManyPixels", []
    except (NeedsOtherFiles, TooComplex) as refused:
        return type(refused).__name__, []
    except (OSError, ExpatError, SyntaxError, ValueError, EOFError, OverflowError):
        # Pillow's decoders have no common exception for what they cannot read.
        return "Damaged", []


def _limit_myself() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _opened(raw: bytes) -> Image.Image | str:
    """The picture upright and in sRGB, not much larger than its largest variant."""
    with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG", "WEBP", "AVIF")) as opened:
        jpeg = opened.format in ("JPEG", "MPO")
        if opened.width * opened.height > (MAX_JPEG_PIXELS if jpeg else MAX_PIXELS):
            return "TooManyPixels"
        # MPO: a JPEG with a second picture inside (a preview, a gain map), as many telephones write them.
        if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
            return "Animated"
        opened.draft("RGB", _ENOUGH)
        opened.load()
        profile = opened.info.get("icc_profile")
        return ImageOps.exif_transpose(srgb(_small(opened), profile))


def _small(picture: Image.Image) -> Image.Image:
    """Shrunk before anything else makes a copy. What cannot be averaged as it is, is turned into what can."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I")
    elif picture.mode == "1":
        picture = picture.convert("L")
    elif picture.mode in {"P", "PA"} or "transparency" in picture.info:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    most = MAX_HEIGHT_PER_WIDTH * WIDTHS[-1]
    picture.thumbnail((most, most), reducing_gap=2.0)
    if picture.mode == "I":
        picture = picture.point(lambda value: value / 256).convert("L")
    return picture


def _largest_first(picture: Image.Image) -> Iterator[tuple[int, int, bytes]]:
    """The wanted widths, never enlarged: a smaller picture begins with its own width."""
    # The upload's info dictionary holds EXIF and XMP.
    picture.info.clear()
    for width in [min(picture.width, WIDTHS[-1]), *(w for w in reversed(WIDTHS[:-1]) if w < picture.width)]:
        picture.thumbnail((width, width * MAX_HEIGHT_PER_WIDTH), Image.Resampling.LANCZOS, reducing_gap=2.0)
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=82, method=4, exif=b"", xmp=b"", icc_profile=b"")
        yield picture.width, picture.height, out.getvalue()


if __name__ == "__main__":
    main()
