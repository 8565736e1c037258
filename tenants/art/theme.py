"""A region's theme, derived from its two colours so that every text on it reaches WCAG 2.2 AA.

1. The region's colour is never changed where it is only a surface (hero, bands, art).
2. Where it is text or carries text (links, buttons, focus), its OKLCH lightness moves only as far as the ratio needs.
   If that would make it another colour, a brand-tinted ink acts instead and the colour stays a surface
   (Dortmund's yellow).
3. Text on a surface is whichever of white, ink and black reaches the ratio; one of them always does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache

from tenants.art.contrast import AA, readable_on
from tenants.art.oklch import contrast, from_oklch, shifted, to_oklch

# A little above 4.5, so that rounding to hex and the browser's blending stay above it.
_TARGET = 4.6
# Beyond this change of lightness people no longer call it the same colour.
_MAX_SHIFT = 0.14
# Counts into the address of the theme: raise it when the derivation changes.
_EDITION = "7"

_WHITE, _BLACK, _NIGHT_INK = "#ffffff", "#000000", "#0b0d12"
# KERN's own light grey behind tables and cards.
_KERN_GREY = "#f3f4f7"
_DARK_TEXT = "#f4f5f7"


class Note:
    """A change that the derivation made, for people to read; ``facts`` are colours (hex) and contrast ratios."""

    def __init__(self, kind: str, **facts: str | float) -> None:
        self.kind, self.facts = kind, facts


@dataclass(frozen=True)
class Theme:
    """CSS custom properties for light and dark, and what was changed on the way."""

    primary: str
    accent: str
    # The two colours say everything; the rest follows from them and takes no part in comparing.
    light: dict[str, str] = field(compare=False, repr=False)
    dark: dict[str, str] = field(compare=False, repr=False)
    notes: list[Note] = field(compare=False, repr=False)

    @property
    def digest(self) -> str:
        """Names this theme in its address; the same two colours give the same digest."""
        return hashlib.sha256(f"{_EDITION}:{self.primary}:{self.accent}".encode()).hexdigest()[:12]


@lru_cache(maxsize=512)
def derive(primary: str, accent: str) -> Theme:
    """The theme for two hex colours; every pair of it passes ``audit`` in ``contrast.py``."""
    primary, accent = primary.lower(), accent.lower()
    notes: list[Note] = []
    light = _light(primary, accent, notes)
    dark = _dark(primary, accent, light)
    return Theme(primary=primary, accent=accent, light=light, dark=dark, notes=notes)


def theme_css(theme: Theme) -> str:
    """The style sheet that sets KERN's tokens and our own; it lies in no layer, so that it wins over all of them."""
    light, dark = _declarations(theme.light), _declarations(theme.dark)
    return (
        f":root {{\n  color-scheme: light;\n{light}}}\n"
        # Paper is white, whatever the screen is; and a frame is as light as the site that it stands in.
        "@media screen and (prefers-color-scheme: dark) {\n"
        f":root:not([data-kern-theme=light]) {{\n  color-scheme: dark;\n{dark}}}\n}}\n"
    )


def _light(primary: str, accent: str, notes: list[Note]) -> dict[str, str]:
    lightness, chroma, hue = to_oklch(primary)
    _, accent_chroma, accent_hue = to_oklch(accent)
    ink = from_oklch(0.225, min(chroma, 0.018), hue)
    paper = from_oklch(0.975, min(chroma * 0.06, 0.008), hue)
    paper_2 = from_oklch(0.945, min(chroma * 0.12, 0.018), hue)
    tint = from_oklch(0.93, min(chroma * 0.3, 0.05), hue)
    tint_2 = from_oklch(0.86, min(chroma * 0.55, 0.09), hue)
    accent_tint = from_oklch(0.92, min(accent_chroma * 0.35, 0.06), accent_hue)
    bright = lightness >= 0.75
    deep = from_oklch(0.24, min(chroma, 0.03), hue) if bright else from_oklch(min(lightness, 0.30), chroma * 0.9, hue)
    line = from_oklch(0.88, min(chroma * 0.15, 0.015), hue)
    muted = from_oklch(0.44, min(chroma * 0.25, 0.025), hue)
    text = from_oklch(0.235, min(chroma * 0.2, 0.022), hue)

    on_brand = readable_on(primary, ink=ink)
    if on_brand != _WHITE:
        notes.append(Note("dark text", white=contrast(_WHITE, primary), dark=contrast(on_brand, primary)))
    surfaces = (_WHITE, paper, paper_2, tint, accent_tint, _KERN_GREY)
    action = _action(primary, surfaces, ink, notes)
    accent_text, _ = shifted(accent, against=surfaces, ratio=_TARGET, darker=True)

    return {
        "--kl-brand": primary,
        "--kl-on-brand": on_brand,
        "--kl-brand-deep": deep,
        "--kl-on-brand-deep": readable_on(deep, ink=ink),
        "--kl-brand-tint": tint,
        "--kl-brand-tint-2": tint_2,
        "--kl-accent": accent,
        "--kl-on-accent": readable_on(accent, ink=ink),
        "--kl-accent-text": accent_text,
        "--kl-accent-tint": accent_tint,
        "--kl-accent-tint-2": from_oklch(0.84, min(accent_chroma * 0.55, 0.1), accent_hue),
        "--kl-ink": ink,
        # A yellow figure on a yellow tint cannot be seen.
        "--kl-glyph": primary if contrast(primary, tint) >= 2 else action,
        "--kl-paper": paper,
        "--kl-paper-2": paper_2,
        "--kl-surface": _WHITE,
        "--kl-line": line,
        # Eight tones of the mosaic that belong together.
        "--kl-t1": primary,
        "--kl-t2": deep,
        "--kl-t3": from_oklch(0.90, min(chroma * 0.55, 0.1), hue)
        if bright
        else from_oklch(0.72, min(chroma * 0.8, 0.12), hue),
        "--kl-t4": tint,
        "--kl-t5": accent,
        "--kl-t6": from_oklch(0.88, min(accent_chroma * 0.5, 0.08), accent_hue),
        "--kl-t7": _WHITE,
        "--kl-t8": paper_2,
        "--kern-color-action-default": action,
        "--kern-color-action-on-default": readable_on(action, ink=ink),
        "--kern-color-action-visited": action,
        "--kern-color-action-focus-default": ink,
        "--kern-color-layout-text-default": text,
        "--kern-color-layout-text-muted": muted,
        "--kern-color-layout-background-default": _WHITE,
        "--kern-color-layout-background-hued": paper,
        "--kern-color-layout-background-default-surface": paper,
        "--kern-color-layout-background-level-1": paper,
        "--kern-color-layout-background-level-1-surface": _WHITE,
        "--kern-color-decorative-brand-default": primary,
        "--kern-color-decorative-border-default": line,
    }


def _action(primary: str, surfaces: tuple[str, ...], ink: str, notes: list[Note]) -> str:
    """The colour of links and buttons: the brand, the brand darkened, or ink."""
    action, moved = shifted(primary, against=surfaces, ratio=_TARGET, darker=True)
    if moved > _MAX_SHIFT:
        notes.append(Note("ink", brand=contrast(primary, _WHITE), ink=ink, ratio=contrast(ink, _WHITE)))
        return ink
    if moved:
        notes.append(Note("darkened", action=action, ratio=contrast(action, _WHITE)))
    return action


def _dark(primary: str, accent: str, light: dict[str, str]) -> dict[str, str]:
    lightness, chroma, hue = to_oklch(primary)
    _, accent_chroma, accent_hue = to_oklch(accent)
    night = from_oklch(0.17, min(chroma * 0.25, 0.02), hue)
    night_2 = from_oklch(0.215, min(chroma * 0.3, 0.025), hue)
    night_3 = from_oklch(0.27, min(chroma * 0.35, 0.03), hue)
    tint = from_oklch(0.30, min(chroma * 0.5, 0.06), hue)
    accent_tint = from_oklch(0.32, min(accent_chroma * 0.4, 0.07), accent_hue)
    surfaces = (night, night_2, night_3, tint, accent_tint)
    line = from_oklch(0.36, min(chroma * 0.3, 0.03), hue)

    action, _ = shifted(primary, against=surfaces, ratio=_TARGET, darker=False)
    soft_lightness, soft_chroma, soft_hue = to_oklch(action)
    soft = from_oklch(soft_lightness, min(soft_chroma, 0.13), soft_hue)
    if all(contrast(soft, surface) >= _TARGET for surface in surfaces):
        # Saturated colours glow on black; the softer one is calmer to read.
        action = soft
    accent_text, _ = shifted(accent, against=surfaces, ratio=_TARGET, darker=False)
    brand = from_oklch(0.36, chroma * 0.8, hue) if lightness <= 0.2 else primary
    action_text = _NIGHT_INK if contrast(_NIGHT_INK, action) >= AA else readable_on(action)

    return {
        "--kl-surface": night_2,
        "--kl-paper": night,
        "--kl-paper-2": night_3,
        "--kl-ink": _DARK_TEXT,
        "--kl-line": line,
        "--kl-brand": brand,
        "--kl-on-brand": readable_on(brand, ink=light["--kl-ink"]),
        "--kl-brand-tint": tint,
        "--kl-brand-tint-2": from_oklch(0.38, min(chroma * 0.6, 0.08), hue),
        "--kl-accent-text": accent_text,
        "--kl-accent-tint": accent_tint,
        "--kl-accent-tint-2": from_oklch(0.4, min(accent_chroma * 0.5, 0.09), accent_hue),
        "--kl-glyph": action,
        "--kl-t7": from_oklch(0.95, 0.008, hue),
        "--kern-color-action-default": action,
        "--kern-color-action-on-default": action_text,
        "--kern-color-action-visited": action,
        "--kern-color-action-focus-default": _DARK_TEXT,
        "--kern-color-layout-text-default": _DARK_TEXT,
        "--kern-color-layout-text-muted": from_oklch(0.80, 0.012, hue),
        "--kern-color-layout-background-default": night,
        "--kern-color-layout-background-hued": night_2,
        "--kern-color-layout-background-default-surface": night_2,
        "--kern-color-layout-background-level-1": night_2,
        "--kern-color-layout-background-level-1-surface": night_3,
        "--kern-color-decorative-brand-default": action,
        "--kern-color-decorative-border-default": line,
    }


def _declarations(tokens: dict[str, str]) -> str:
    return "".join(f"  {name}: {value};\n" for name, value in tokens.items())
