"""Things of the coast."""

from __future__ import annotations

from tenants.branding.glyphs.shapes import FINE, box, disc, line, path


def boat(ground: int, figure: int, second: int) -> str:
    """A sailing boat with two sails."""
    return (
        path("M43 8V50H73C69 31 59 17 43 8Z", figure)
        + path("M37 20V50H13C18 37 26 27 37 20Z", second)
        + path("M7 55H73C69 66 61 71 51 71H29C19 71 11 66 7 55Z", figure)
    )


def sail(ground: int, figure: int, second: int) -> str:
    """A gaff-rigged boat on a wave."""
    return (
        line("M38 10V54", figure, FINE)
        + path("M34 14V48H10Z", second)
        + path("M42 14L60 10L70 48H42Z", figure)
        + path("M12 53H70L62 64H22Z", figure)
        + line("M6 72C13 66 19 66 26 72S39 78 46 72S60 66 74 72", second, FINE)
    )


def lighthouse(ground: int, figure: int, second: int) -> str:
    """A lighthouse that shines to both sides."""
    return (
        path("M33 28H47L53 74H27Z", figure)
        + path("M31.6 40H48.4L50 52H30Z", second)
        + box(31, 15, 18, 13, figure, round_by=2)
        + path("M28 15L40 5L52 15Z", second)
        + path("M55 21L75 12V30Z", figure)
        + path("M25 21L5 12V30Z", figure)
    )


def fish(ground: int, figure: int, second: int) -> str:
    """A fish with an eye and gills."""
    return (
        path("M55 40L74 23V57Z", second)
        + path("M8 40C20 16 47 16 60 40C47 64 20 64 8 40Z", figure)
        + disc(23, 36, 4, ground)
        + line("M36 28C41 35 41 45 36 52", ground, FINE)
    )


def anchor(ground: int, figure: int, second: int) -> str:
    """An anchor with its ring."""
    return (
        line("M40 26V69M25 34H55M13 47C15 62 27 69 40 69S65 62 67 47", figure)
        + disc(40, 17, 10, figure)
        + disc(40, 17, 4, ground)
        + path("M5 50L13 38L22 50Z", second)
        + path("M58 50L67 38L75 50Z", second)
    )


def gull(ground: int, figure: int, second: int) -> str:
    """Two gulls in the wind."""
    return line("M8 36C18 20 31 22 40 40C49 22 62 20 72 36", figure) + line(
        "M27 63C32 55 38 56 43 65C48 56 54 55 59 63", second
    )


def buoy(ground: int, figure: int, second: int) -> str:
    """A buoy in the fairway."""
    return (
        disc(40, 13, 7, second)
        + path("M33 24H47L55 54H25Z", figure)
        + path("M30.3 34H49.7L52.3 44H27.7Z", second)
        + path("M16 54H64C61 64 53 68 40 68S19 64 16 54Z", figure)
        + line("M6 74C14 68 20 68 27 74S42 78 48 74S64 68 74 74", second, FINE)
    )


def ferry(ground: int, figure: int, second: int) -> str:
    """A ferry with its funnel."""
    return (
        box(44, 12, 12, 16, second, round_by=2)
        + box(20, 28, 42, 12, figure, round_by=3)
        + "".join(disc(x, 34, 3, ground) for x in (29, 41, 53))
        + path("M6 44H74C72 57 64 64 54 64H24C14 64 8 57 6 44Z", figure)
        + line("M6 73C13 68 19 68 26 73S40 78 47 73S61 68 74 73", second, FINE)
    )


def beachchair(ground: int, figure: int, second: int) -> str:
    """A roofed wicker beach chair."""
    return (
        path("M16 34A24 24 0 0 1 64 34V46H16Z", figure)
        + "".join(line(d, ground, FINE) for d in ("M28 18V46", "M40 12V46", "M52 18V46"))
        + box(12, 46, 56, 12, second, round_by=3)
        + box(12, 58, 56, 14, figure, round_by=3)
    )


def crab(ground: int, figure: int, second: int) -> str:
    """A crab that shows its claws."""
    return (
        line(
            "M20 44L9 50M22 54L12 62M60 44L71 50M58 54L68 62M25 36C16 34 12 28 14 20M55 36C64 34 68 28 66 20",
            figure,
            FINE,
        )
        + path("M18 46A22 18 0 0 1 62 46C60 58 52 64 40 64S20 58 18 46Z", figure)
        + path("M6 10A10 10 0 1 0 22 10L14 17Z", second)
        + path("M58 10A10 10 0 1 0 74 10L66 17Z", second)
        + disc(33, 42, 3.5, ground)
        + disc(47, 42, 3.5, ground)
    )
