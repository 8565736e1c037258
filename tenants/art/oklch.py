"""Colour arithmetic: sRGB hex to OKLCH and back, and the contrast of WCAG 2.2."""

from __future__ import annotations

import math
from collections.abc import Iterable

Lch = tuple[float, float, float]
Rgb = tuple[float, float, float]

_BISECTIONS = 24
_STEP = 0.01


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two hex colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a hex colour, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def distance(one: str, other: str) -> float:
    """How different two colours look: Euclidean distance in OKLab, 0 to about 1."""
    lightness_1, chroma_1, hue_1 = to_oklch(one)
    lightness_2, chroma_2, hue_2 = to_oklch(other)
    a1, b1 = chroma_1 * math.cos(math.radians(hue_1)), chroma_1 * math.sin(math.radians(hue_1))
    a2, b2 = chroma_2 * math.cos(math.radians(hue_2)), chroma_2 * math.sin(math.radians(hue_2))
    return math.hypot(lightness_1 - lightness_2, a1 - a2, b1 - b2)


def to_oklch(colour: str) -> Lch:
    """Lightness 0 to 1, chroma 0 to about 0.37, hue in degrees."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The hex colour, with as much of the chroma as sRGB can show."""
    lightness = max(0.0, min(1.0, lightness))
    if not _in_gamut(lightness, chroma, hue):
        low, high = 0.0, chroma
        for _ in range(_BISECTIONS):
            middle = (low + high) / 2
            low, high = (middle, high) if _in_gamut(lightness, middle, hue) else (low, middle)
        chroma = low
    return _hex(*(_gamma(max(0.0, min(1.0, channel))) for channel in _linear_rgb(lightness, chroma, hue)))


def shifted(colour: str, *, against: Iterable[str], ratio: float, darker: bool) -> tuple[str, float]:
    """The colour moved in lightness just far enough to reach ``ratio`` on every colour in ``against``, and how far."""
    grounds = tuple(against)
    lightness, chroma, hue = to_oklch(colour)
    candidate, moved = colour, 0.0
    while not all(contrast(candidate, ground) >= ratio for ground in grounds):
        moved += _STEP
        target = lightness - moved if darker else lightness + moved
        if not 0 < target < 1:
            return ("#000000" if darker else "#ffffff"), 1.0
        candidate = from_oklch(target, chroma, hue)
    return candidate, moved


def _channels(colour: str) -> Rgb:
    digits = colour.removeprefix("#")
    return int(digits[0:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:6], 16) / 255


def _hex(red: float, green: float, blue: float) -> str:
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


def _gamma(channel: float) -> float:
    return float(12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055)


def _linear_rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _in_gamut(lightness: float, chroma: float, hue: float) -> bool:
    return all(-1e-4 <= channel <= 1.0001 for channel in _linear_rgb(lightness, chroma, hue))
