"""A logo that came with a refused form, carried along in the form: browsers forget files."""

from __future__ import annotations

import base64
import binascii
import io

from kreislauf.images import AcceptedImage, ImageRefused, accept_upload

LARGEST_BYTES = 200_000


def logo_bytes(image: AcceptedImage) -> bytes:
    """The smallest variant: wide enough for the head of a page on any screen."""
    return image.variants[0].content


def to_text(logo: bytes) -> str:
    return base64.b64encode(logo).decode()


def from_text(text: str) -> bytes | None:
    """What ``to_text`` wrote, looked at as carefully as any upload; nothing if it is something else."""
    if not text or len(text) > LARGEST_BYTES * 4 // 3:
        return None
    try:
        return logo_bytes(accept_upload(io.BytesIO(base64.b64decode(text, validate=True))))
    except (binascii.Error, ImageRefused):
        return None
