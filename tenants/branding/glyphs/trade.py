"""Things that local businesses and neighbours work with."""

from __future__ import annotations

from tenants.branding.glyphs.shapes import FINE, box, disc, line, path


def cup(ground: int, figure: int, second: int) -> str:
    """A steaming cup."""
    return (
        line("M56 34H60A9 9 0 0 1 60 52H55", figure)
        + path("M14 28H56V50A18 18 0 0 1 38 68H32A18 18 0 0 1 14 50Z", figure)
        + line("M27 19C23 15 31 12 27 7M42 19C38 15 46 12 42 7", second, FINE)
        + box(10, 71, 50, 5, second, round_by=2)
    )


def plate(ground: int, figure: int, second: int) -> str:
    """A plate between fork and knife."""
    return (
        disc(40, 40, 21, figure)
        + disc(40, 40, 12, second)
        + line("M9 12V26C9 34 9 34 9 70M4 12V24C4 30 14 30 14 24V12", figure, FINE)
        + path("M68 10C76 16 76 34 74 42H70V70H66V12Z", figure)
    )


def glass(ground: int, figure: int, second: int) -> str:
    """A glass of wine."""
    return (
        path("M22 8H58C60 30 56 44 40 44S20 30 22 8Z", figure)
        + path("M21.5 20H58.5C58 34 53 44 40 44S22 34 21.5 20Z", second)
        + line("M40 44V70M26 72H54", figure)
    )


def loaf(ground: int, figure: int, second: int) -> str:
    """A loaf of bread."""
    return path("M10 40C10 26 22 18 40 18S70 26 70 40C70 44 68 46 66 47V66H14V47C12 46 10 44 10 40Z", figure) + line(
        "M26 28L32 40M39 26L45 38M52 28L57 39", second, FINE
    )


def cake(ground: int, figure: int, second: int) -> str:
    """A cake with a candle."""
    return (
        path("M40 6C45 12 45 18 40 21C35 18 35 12 40 6Z", second)
        + line("M40 24V34", figure, FINE)
        + path("M14 44A8 8 0 0 1 22 36H58A8 8 0 0 1 66 44V70H14Z", figure)
        + path("M14 46H66V52C61 60 56 60 52 52C48 60 43 60 40 52C36 60 31 60 28 52C24 60 18 60 14 52Z", second)
        + box(8, 70, 64, 5, figure, round_by=2)
    )


def scissors(ground: int, figure: int, second: int) -> str:
    """An open pair of scissors."""
    return (
        line("M27 53L62 12M27 27L62 68", figure)
        + disc(20, 21, 12, second)
        + disc(20, 59, 12, second)
        + disc(20, 21, 5.5, ground)
        + disc(20, 59, 5.5, ground)
        + disc(40, 40, 3, ground)
    )


def wrench(ground: int, figure: int, second: int) -> str:
    """A spanner."""
    return path(
        "M55 9A19 19 0 0 0 34 36L10 60A9 9 0 0 0 22 72L46 46A19 19 0 0 0 71 25L58 37L46 35L44 22Z", figure
    ) + disc(17, 65, 4, second)


def hammer(ground: int, figure: int, second: int) -> str:
    """A hammer."""
    return line("M20 70L46 36", second, 9) + path(
        "M26 22L46 8C56 10 66 17 71 27L66 30C61 26 57 25 53 26L57 32L45 40Z", figure
    )


def brush(ground: int, figure: int, second: int) -> str:
    """A paint brush and its stroke."""
    return path("M66 6A6 6 0 0 1 74 14L48 46L34 32Z", figure) + path(
        "M31 36L44 49C44 64 30 72 10 70C16 64 14 58 17 50C19 43 25 37 31 36Z", second
    )


def shirt(ground: int, figure: int, second: int) -> str:
    """A shirt."""
    return path("M26 12L6 26L14 40L22 36V70H58V36L66 40L74 26L54 12C52 22 28 22 26 12Z", figure) + path(
        "M26 12C28 22 52 22 54 12L49 9C47 15 33 15 31 9Z", second
    )


def bag(ground: int, figure: int, second: int) -> str:
    """A shopping bag."""
    return (
        line("M28 32V22A12 12 0 0 1 52 22V32", second)
        + path("M15 28H65L70 73H10Z", figure)
        + line("M28 42A12 12 0 0 0 52 42", ground, FINE)
    )


def shop(ground: int, figure: int, second: int) -> str:
    """A shop with its awning."""
    stripes = "".join(
        path(f"M{x} 12H{x + 16}V34A8 8 0 0 1 {x} 34Z", figure if n % 2 == 0 else second)
        for n, x in enumerate((0, 16, 32, 48, 64))
    )
    return (
        box(8, 36, 64, 38, figure)
        + box(15, 48, 24, 16, ground, round_by=2)
        + box(47, 48, 16, 26, second, round_by=2)
        + stripes
    )


def bed(ground: int, figure: int, second: int) -> str:
    """A bed for the night."""
    return (
        box(6, 44, 68, 16, figure, round_by=3)
        + box(6, 22, 7, 48, figure, round_by=3)
        + box(67, 52, 7, 18, figure, round_by=3)
        + box(17, 30, 22, 14, second, round_by=5)
    )


def key(ground: int, figure: int, second: int) -> str:
    """A key."""
    return disc(24, 40, 17, figure) + disc(24, 40, 7, ground) + line("M41 40H72M60 40V54M71 40V50", second)


def camera(ground: int, figure: int, second: int) -> str:
    """A camera."""
    return (
        path(
            "M28 20L33 12H47L52 20H68A6 6 0 0 1 74 26V62A6 6 0 0 1 68 68H12A6 6 0 0 1 6 62V26A6 6 0 0 1 12 20Z", figure
        )
        + disc(40, 44, 17, ground)
        + disc(40, 44, 12, second)
        + disc(64, 30, 3, ground)
    )


def lotus(ground: int, figure: int, second: int) -> str:
    """A water lily: rest and health."""
    return (
        path("M40 12C52 24 54 46 40 62C26 46 28 24 40 12Z", figure)
        + path("M10 34C26 32 36 44 38 64C22 64 10 54 10 34Z", second)
        + path("M70 34C54 32 44 44 42 64C58 64 70 54 70 34Z", second)
        + line("M14 72H66", figure, FINE)
    )


def barbell(ground: int, figure: int, second: int) -> str:
    """A barbell."""
    return (
        line("M6 40H74", second)
        + box(14, 22, 10, 36, figure, round_by=3)
        + box(56, 22, 10, 36, figure, round_by=3)
        + box(26, 28, 6, 24, figure, round_by=2)
        + box(48, 28, 6, 24, figure, round_by=2)
    )


def paw(ground: int, figure: int, second: int) -> str:
    """The paw of a pet."""
    toes = "".join(disc(x, y, 8, second) for x, y in ((14, 38), (30, 20), (50, 20), (66, 38)))
    return toes + path("M40 36C52 36 62 50 62 60C62 70 52 72 40 68C28 72 18 70 18 60C18 50 28 36 40 36Z", figure)


def gift(ground: int, figure: int, second: int) -> str:
    """A present with a bow."""
    return (
        line("M40 24C30 6 14 12 22 24ZM40 24C50 6 66 12 58 24Z", second, FINE)
        + box(8, 24, 64, 15, figure, round_by=3)
        + box(13, 42, 54, 32, figure, round_by=3)
        + box(35, 24, 10, 50, second)
    )


def ticket(ground: int, figure: int, second: int) -> str:
    """A voucher with a perforated stub."""
    return (
        path("M6 20H74V33A7 7 0 0 0 74 47V60H6V47A7 7 0 0 0 6 33Z", figure)
        + line("M51 26V30M51 38V42M51 50V54", ground, FINE)
        + box(16, 31, 25, 6, second, round_by=3)
        + box(16, 43, 16, 6, ground, round_by=3)
    )


def heart(ground: int, figure: int, second: int) -> str:
    """A heart of two halves."""
    return path("M40 70C12 50 8 38 8 29A16 16 0 0 1 40 23V70Z", figure) + path(
        "M40 23A16 16 0 0 1 72 29C72 38 68 50 40 70Z", second
    )


def people(ground: int, figure: int, second: int) -> str:
    """Two neighbours."""
    return (
        disc(53, 29, 16, second)
        + path("M57 78C57 66 53 58 47 53C63 49 76 59 76 78Z", second)
        + disc(28, 28, 18, figure)
        + path("M3 78C3 60 13 51 28 51S53 60 53 78Z", figure)
    )


def megaphone(ground: int, figure: int, second: int) -> str:
    """A megaphone."""
    return (
        box(20, 46, 12, 24, second, round_by=4)
        + path("M12 32H30L58 13V67L30 48H12A4 4 0 0 1 8 44V36A4 4 0 0 1 12 32Z", figure)
        + line("M66 28C72 34 72 46 66 52", second, FINE)
    )


def chat(ground: int, figure: int, second: int) -> str:
    """Two speech bubbles."""
    return path("M30 24H70A4 4 0 0 1 74 28V56A4 4 0 0 1 70 60H66V73L53 60H30Z", second) + path(
        "M10 8H52A4 4 0 0 1 56 12V38A4 4 0 0 1 52 42H27L14 55V42H10A4 4 0 0 1 6 38V12A4 4 0 0 1 10 8Z", figure
    )


def screen(ground: int, figure: int, second: int) -> str:
    """A meeting on a screen."""
    return (
        box(6, 12, 68, 46, figure, round_by=5)
        + box(13, 19, 54, 32, ground, round_by=2)
        + disc(40, 31, 7, second)
        + path("M26 51C26 43 32 40 40 40S54 43 54 51Z", second)
        + line("M26 70H54M40 60V70", figure, FINE)
    )
