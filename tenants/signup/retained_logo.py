"""A logo that came with a refused form, carried along in the form: browsers forget files."""

from __future__ import annotations

import base64
from datetime import timedelta

from kreislauf.links import BadLink, sign, unsign
from kreislauf.pictures.images import AcceptedImage

_PURPOSE = "logo in an application"
LARGEST_BYTES = 200_000


def logo_bytes(image: AcceptedImage) -> bytes:
    """The largest variant that a form can carry: it will stand on paper, too."""
    small_enough = [one.content for one in image.variants if len(one.content) <= LARGEST_BYTES]
    return small_enough[-1] if small_enough else image.variants[0].content


def to_text(logo: bytes) -> str:
    """Signed, so that nothing is taken back that was not looked at and written anew here."""
    if len(logo) > LARGEST_BYTES:
        return ""
    return sign(_PURPOSE, base64.b64encode(logo).decode(), expires=timedelta(days=1), platform=True)


def from_text(text: str) -> bytes | None:
    """What ``to_text`` wrote; nothing if it is something else."""
    return base64.b64decode(shown(text)) or None


def shown(text: str) -> str:
    """The same as it stands in an address: ``data:image/webp;base64,…``"""
    try:
        return str(unsign(_PURPOSE, text, platform=True))
    except BadLink:
        return ""
