"""Pictures as people and attackers send them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def upload(raw: bytes) -> io.BytesIO:
    return io.BytesIO(raw)


def picture(width: int = 2000, height: int = 1000, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new(mode, (width, height), "blue" if mode != "L" else 200)
    image.paste("red" if mode != "L" else 50, (0, 0, width // 2, height))
    return image


def png_that_claims(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def jpeg_that_claims(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xc0\0\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"\0" * 50


def large_avif() -> bytes:
    """A small one whose header says that it is large."""
    raw = encoded(picture(64, 64), "AVIF")
    at = raw.index(b"ispe") + 8
    return raw[:at] + struct.pack(">II", 8000, 6000) + raw[at + 8 :]


def swapped_profile() -> bytes:
    """sRGB with the columns of red and blue exchanged."""
    raw = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return raw.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")


def linear_grey_profile() -> bytes:
    """Light as numbers, without a curve."""
    white = b"XYZ \0\0\0\0" + struct.pack(">iii", 63190, 65536, 54061)
    curve = b"curv\0\0\0\0\0\0\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"grey\0" + b"\0" * 79
    text += b"\0" * (-len(text) % 4)
    parts = [(b"wtpt", white), (b"kTRC", curve), (b"desc", text)]
    at, table, body = 128 + 4 + 12 * len(parts), struct.pack(">I", len(parts)), b""
    for name, content in parts:
        table += name + struct.pack(">II", at + len(body), len(content))
        body += content
    head = struct.pack(
        ">I4sI4s4s4s12s4s", at + len(body), b"lcms", 0x02100000, b"mntr", b"GRAY", b"XYZ ", b"\0" * 12, b"acsp"
    )
    head += b"\0" * 28 + struct.pack(">iii", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + table + body


def frames(kind: str) -> bytes:
    return encoded(picture(100, 100), kind, save_all=True, append_images=[Image.new("RGB", (100, 100), "green")])


def text_bomb() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "0" * 200_000_000, zip=True)
    return encoded(picture(100, 100), "PNG", pnginfo=info)
