"""A picture's own colours as the web's; runs in the decoder's process."""

from __future__ import annotations

import io

from PIL import Image, ImageCms


def srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Plain sRGB with or without transparency; telephones send wider colours, which would look pale."""
    alpha = picture.getchannel("A") if picture.mode in {"LA", "RGBA"} else None
    if alpha is not None:
        picture = picture.convert(picture.mode.removesuffix("A"))
    picture = (_by_profile(picture, profile) if profile else None) or picture.convert("RGB")
    if alpha is not None:
        picture.putalpha(alpha)
    return picture


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image | None:
    """None for a broken profile or one for other colours: that costs a shade, not the picture."""
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return None
