"""Pictures for tests: small, real, and different for different words."""

from __future__ import annotations

import hashlib
import io

from PIL import Image


def png(word: str = "", *, width: int = 640, height: int = 400) -> io.BytesIO:
    red, green, blue = hashlib.sha256(word.encode()).digest()[:3]
    file = io.BytesIO()
    Image.new("RGB", (width, height), (red, green, blue)).save(file, "PNG")
    file.name = "bild.png"
    file.seek(0)
    return file
