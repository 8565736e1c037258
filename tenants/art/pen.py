"""The pen that the tiles are drawn with: an 80-unit square, eight tones, two stroke widths, round ends.

A tone is a number 1 to 8. As a class (``a1`` fill, ``s1`` stroke) it takes the colours of the region's theme; see
:func:`tenants.art.mosaic.with_colours` for places that have no stylesheet.
"""

from __future__ import annotations

SIZE = 80
BOLD = 6.0
FINE = 4.0


def path(d: str, tone: int) -> str:
    """A filled path."""
    return f'<path class="a{tone}" d="{d}"/>'


def box(x: float, y: float, width: float, height: float, tone: int, *, round_by: float = 0, turned: float = 0) -> str:
    """A filled rectangle, turned by degrees around the middle of the square."""
    corners = f' rx="{round_by:g}"' if round_by else ""
    turn = f' transform="rotate({turned:g} 40 40)"' if turned else ""
    return f'<rect class="a{tone}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{corners}{turn}/>'


def disc(x: float, y: float, radius: float, tone: int) -> str:
    """A filled circle."""
    return f'<circle class="a{tone}" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'


def line(d: str, tone: int, width: float = BOLD) -> str:
    """An open line with round ends."""
    return f'<path class="s{tone}" d="{d}" stroke-width="{width:g}"/>'


def clipped(content: str) -> str:
    """What goes beyond the square is cut off."""
    return f'<svg width="{SIZE}" height="{SIZE}">{content}</svg>'


class Svg(str):
    """A drawing of ours: templates put it into a page as it is."""

    def __html__(self) -> Svg:
        return self
