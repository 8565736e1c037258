"""Things of streets, works and squares."""

from __future__ import annotations

from tenants.branding.glyphs.shapes import FINE, box, disc, line, path


def utower(ground: int, figure: int, second: int) -> str:
    """A brewery tower with a U on its roof."""
    return (
        box(10, 62, 60, 12, figure, round_by=2)
        + box(18, 42, 44, 20, figure)
        + box(23, 34, 34, 8, second)
        + path("M27 5H35V17A5 5 0 0 0 45 17V5H53V17A13 13 0 0 1 27 17Z", second)
        + "".join(box(x, 47, 5, 10, ground, round_by=1) for x in (24, 33, 42, 51))
    )


def pitframe(ground: int, figure: int, second: int) -> str:
    """The winding tower of a coal mine."""
    return (
        line("M18 74L36 22M62 74L44 22M27 48H53M22 62H58", figure, FINE)
        + line("M40 20L75 74", second, FINE)
        + disc(40, 20, 15, figure)
        + disc(40, 20, 10, ground)
        + disc(40, 20, 4, second)
        + box(10, 72, 60, 4, figure, round_by=2)
    )


def gear(ground: int, figure: int, second: int) -> str:
    """A cogwheel."""
    return (
        "".join(box(33, 7, 14, 66, figure, round_by=3, turned=turn) for turn in (0, 45, 90, 135))
        + disc(40, 40, 24, figure)
        + disc(40, 40, 13, second)
        + disc(40, 40, 5, ground)
    )


def ball(ground: int, figure: int, second: int) -> str:
    """A football."""
    return (
        disc(40, 40, 32, figure)
        + path("M40 27L52 36L47.5 50H32.5L28 36Z", second)
        + line("M40 27V10M52 36L69 31M47.5 50L58 65M32.5 50L22 65M28 36L11 31", ground, FINE)
    )


def factory(ground: int, figure: int, second: int) -> str:
    """A saw-tooth roof and a chimney."""
    return (
        box(10, 8, 11, 40, second, round_by=1)
        + path("M6 74V42L26 30V42L48 30V42L74 28V74Z", figure)
        + "".join(box(x, 54, 11, 9, ground, round_by=1) for x in (15, 34, 53))
    )


def bridge(ground: int, figure: int, second: int) -> str:
    """A bridge on an arch."""
    return (
        path("M4 40C18 16 62 16 76 40L70 42C58 24 22 24 10 42Z", second)
        + line("M22 30V44M31 25V44M40 24V44M49 25V44M58 30V44", second, FINE)
        + box(2, 43, 76, 9, figure, round_by=2)
        + box(12, 52, 8, 22, figure)
        + box(60, 52, 8, 22, figure)
    )


def tram(ground: int, figure: int, second: int) -> str:
    """A tram seen from the front."""
    return (
        line("M28 8H52M40 8V16", second, FINE)
        + path("M20 26A10 10 0 0 1 30 16H50A10 10 0 0 1 60 26V60A6 6 0 0 1 54 66H26A6 6 0 0 1 20 60Z", figure)
        + box(26, 25, 28, 18, ground, round_by=3)
        + disc(29, 55, 4, second)
        + disc(51, 55, 4, second)
        + line("M28 68L20 76M52 68L60 76", figure, FINE)
    )


def house(ground: int, figure: int, second: int) -> str:
    """A house with a door and two windows."""
    return (
        path("M40 8L75 38H66V72H14V38H5Z", figure)
        + box(33, 48, 14, 24, ground, round_by=2)
        + box(20, 42, 9, 10, second, round_by=1)
        + box(51, 42, 9, 10, second, round_by=1)
    )


def gables(ground: int, figure: int, second: int) -> str:
    """A row of gabled houses."""
    return (
        path("M4 74V34L17 18L30 34V74Z", second)
        + path("M30 74V26H34V20H38V14H44V20H48V26H52V74Z", figure)
        + path("M52 74V38L64 22L76 38V74Z", second)
        + "".join(
            box(x, y, 5, 8, ground, round_by=1) for x, y in ((11, 40), (19, 40), (36, 34), (44, 34), (58, 44), (66, 44))
        )
        + box(37, 58, 9, 16, ground, round_by=2)
    )


def clocktower(ground: int, figure: int, second: int) -> str:
    """A town-hall tower with its clock."""
    return (
        path("M40 2L54 24H26Z", second)
        + box(26, 24, 28, 50, figure)
        + box(10, 50, 60, 24, figure, round_by=2)
        + disc(40, 38, 9, ground)
        + line("M40 33V38L43.5 40", figure, 3)
        + path("M35 74V64A5 5 0 0 1 45 64V74Z", ground)
        + box(16, 57, 7, 9, ground, round_by=1)
        + box(57, 57, 7, 9, ground, round_by=1)
    )


def bicycle(ground: int, figure: int, second: int) -> str:
    """A bicycle."""
    return (
        disc(20, 54, 16, figure)
        + disc(20, 54, 11, ground)
        + disc(60, 54, 16, figure)
        + disc(60, 54, 11, ground)
        + line("M20 54L32 28H53L60 54M32 28L42 54H20M42 54L54 33M26 28H37M53 28L51 20H59", second, FINE)
    )


def mask(ground: int, figure: int, second: int) -> str:
    """A laughing theatre mask."""
    return (
        path("M12 14H68V40A28 28 0 0 1 12 40Z", figure)
        + path("M40 14H68V40A28 28 0 0 1 40 68Z", second)
        + disc(28, 33, 5, ground)
        + disc(52, 33, 5, ground)
        + line("M27 48C33 57 47 57 53 48", ground, FINE)
    )


def note(ground: int, figure: int, second: int) -> str:
    """Two notes of music."""
    return (
        path("M28 14L68 6V18L28 26Z", second)
        + line("M31 24V60M65 16V52", figure)
        + disc(22, 61, 12, figure)
        + disc(56, 53, 12, figure)
    )


def book(ground: int, figure: int, second: int) -> str:
    """An open book."""
    return (
        path("M7 18C18 12 30 12 38 18V68C30 62 18 62 7 68Z", figure)
        + path("M73 18C62 12 50 12 42 18V68C50 62 62 62 73 68Z", second)
        + line("M16 30C21 28 26 28 30 30M16 42C21 40 26 40 30 42", ground, FINE)
    )
