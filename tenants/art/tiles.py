"""The tiles of the mosaic that carry no glyph: discs, arcs, leaves, and the textures of coast, country and town."""

from __future__ import annotations

from collections.abc import Callable

from tenants.art.pen import box, clipped, disc, line, path

Motif = Callable[[int, int], str]

_QUARTERS = (
    "M0 0H{r}A{r} {r} 0 0 1 0 {r}Z",
    "M80 0V{r}A{r} {r} 0 0 1 {q} 0Z",
    "M80 80H{q}A{r} {r} 0 0 1 80 {q}Z",
    "M0 80V{q}A{r} {r} 0 0 1 {r} 80Z",
)
_HALVES = (
    "M0 0H80A40 40 0 0 1 0 0Z",
    "M80 0V80A40 40 0 0 1 80 0Z",
    "M0 80H80A40 40 0 0 0 0 80Z",
    "M0 0V80A40 40 0 0 0 0 0Z",
)
_LEAVES = ("M0 0A80 80 0 0 1 80 80A80 80 0 0 1 0 0Z", "M80 0A80 80 0 0 1 0 80A80 80 0 0 1 80 0Z")


def quarter(corner: int) -> Motif:
    """A quarter disc whose centre is a corner, 0 to 3 clockwise from the top left."""
    return lambda figure, second: path(_QUARTERS[corner].format(r=80, q=0), figure)


def arc(corner: int) -> Motif:
    """A quarter disc with a smaller one inside."""
    return lambda figure, second: (
        path(_QUARTERS[corner].format(r=80, q=0), figure) + path(_QUARTERS[corner].format(r=40, q=40), second)
    )


def half(side: int) -> Motif:
    """A half disc that lies on a side, 0 to 3 clockwise from the top."""
    return lambda figure, second: path(_HALVES[side], figure)


def leaf(direction: int) -> Motif:
    """A leaf from corner to corner."""
    return lambda figure, second: path(_LEAVES[direction], figure)


def ring(figure: int, second: int) -> str:
    """A target; the gap shows the ground."""
    return f'<circle class="s{figure}" cx="40" cy="40" r="32" stroke-width="15"/>' + disc(40, 40, 12, second)


def full(figure: int, second: int) -> str:
    """A disc that fills the tile."""
    return disc(40, 40, 40, figure)


def dots(figure: int, second: int) -> str:
    """Nine dots."""
    return "".join(disc(16 + 24 * column, 16 + 24 * row, 5.5, figure) for column in range(3) for row in range(3))


def waves(figure: int, second: int) -> str:
    """Three waves that go on into the next tile."""
    return clipped("".join(line(f"M-20 {y}q10 -15 20 0t20 0 20 0 20 0 20 0 20 0", figure, 7) for y in (13, 40, 67)))


def scales(figure: int, second: int) -> str:
    """Two half discs, one above the other."""
    return path(_HALVES[0], figure) + path("M0 40H80A40 40 0 0 1 0 40Z", second)


def furrows(figure: int, second: int) -> str:
    """A ploughed field seen from above."""
    return clipped(
        "".join(line(f"M0 {r}A{r} {r} 0 0 1 {r} 0", figure, 7) for r in (18, 40, 62, 84, 106)).replace(
            "<path", '<path transform="matrix(1 0 0 -1 0 80)"'
        )
    )


def hedges(figure: int, second: int) -> str:
    """Rows of seedlings."""
    return "".join(
        path(f"M{x} {y}A20 20 0 0 1 {x + 20} {y - 20}A20 20 0 0 1 {x} {y}Z", figure if (x + y) % 40 else second)
        for x, y in ((10, 36), (50, 36), (10, 76), (50, 76))
    )


def stripes(figure: int, second: int) -> str:
    """Four stripes."""
    return "".join(box(0, y, 80.3, 10, figure) for y in (5, 25, 45, 65))


def bricks(figure: int, second: int) -> str:
    """A brick wall."""
    return clipped(
        "".join(
            box(x, y, 35, 15, second if (n + row) % 5 == 0 else figure, round_by=1.5)
            for row, y in enumerate((2.5, 22.5, 42.5, 62.5))
            for n, x in enumerate((2.5, 42.5) if row % 2 == 0 else (-17.5, 22.5, 62.5))
        )
    )


def sawtooth(figure: int, second: int) -> str:
    """The roofs of a works."""
    return path("M0 40L40 0V40L80 0V40Z", figure) + path("M0 80L40 40V80L80 40V80Z", second)


def slope(figure: int, second: int) -> str:
    """Half of the tile, cut from corner to corner."""
    return path("M0 80L80 0V80Z", figure)


BASIC: tuple[Motif, ...] = (
    *(quarter(corner) for corner in range(4)),
    *(quarter(corner) for corner in range(4)),
    *(arc(corner) for corner in range(4)),
    *(half(side) for side in range(4)),
    leaf(0),
    leaf(1),
    ring,
    dots,
)
COAST: tuple[Motif, ...] = (waves, waves, waves, scales, full)
COUNTRY: tuple[Motif, ...] = (furrows, furrows, hedges, leaf(0), leaf(1))
TOWN: tuple[Motif, ...] = (bricks, stripes, sawtooth, slope, full)
