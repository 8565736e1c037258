"""Which colours of a theme stand on which, and whether they can be read (WCAG 2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tenants.art.oklch import contrast

AA = 4.5
AA_LARGE = 3.0
AAA = 7.0

_WHITE, _BLACK = "#ffffff", "#000000"

_TEXT, _MUTED = "--kern-color-layout-text-default", "--kern-color-layout-text-muted"
_ACTION, _FOCUS = "--kern-color-action-default", "--kern-color-action-focus-default"
_GROUNDS = ("--kl-surface", "--kl-paper", "--kl-paper-2", "--kl-brand-tint", "--kl-accent-tint")

# Every pair of text and ground that our stylesheets make, with the ratio it needs.
_PAIRS: tuple[tuple[str, str, float], ...] = (
    ("--kl-on-brand", "--kl-brand", AA),
    ("--kl-on-brand-deep", "--kl-brand-deep", AA),
    ("--kl-on-accent", "--kl-accent", AA),
    ("--kern-color-action-on-default", _ACTION, AA),
    *((_TEXT, ground, AAA) for ground in _GROUNDS),
    *((_MUTED, ground, AA) for ground in _GROUNDS),
    *((_ACTION, ground, AA) for ground in _GROUNDS),
    *(("--kl-accent-text", ground, AA) for ground in _GROUNDS),
    *((_FOCUS, ground, AA_LARGE) for ground in _GROUNDS),
    (_TEXT, "--kl-brand-tint-2", AA),
    (_TEXT, "--kl-accent-tint-2", AA),
)


class Themed(Protocol):
    """The CSS custom properties of a theme; ``dark`` holds those that differ from ``light``."""

    @property
    def light(self) -> Mapping[str, str]: ...

    @property
    def dark(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class TooFaint:
    """A pair of theme colours whose contrast is below what its use needs."""

    mode: str
    text: str
    ground: str
    ratio: float
    needed: float


def audit(theme: Themed) -> list[TooFaint]:
    """The pairs of text and ground in both modes that miss their ratio; empty for every theme we derive."""
    faint = []
    for mode, tokens in (("light", theme.light), ("dark", {**theme.light, **theme.dark})):
        for text, ground, needed in _PAIRS:
            ratio = contrast(tokens[text], tokens[ground])
            if ratio < needed:
                faint.append(TooFaint(mode, text, ground, round(ratio, 2), needed))
    return faint


def readable_on(ground: str, *, ink: str = _BLACK) -> str:
    """White, the ink, or black: the first that can be read on ``ground``."""
    for candidate in (_WHITE, ink, _BLACK):
        if contrast(candidate, ground) >= AA:
            return candidate
    raise AssertionError(f"neither white nor black can be read on {ground}")
