"""Things of fields, woods and heath."""

from __future__ import annotations

from tenants.branding.glyphs.shapes import BOLD, FINE, box, disc, line, oval, path


def wheat(ground: int, figure: int, second: int) -> str:
    """An ear of wheat."""
    left = "".join(
        path(f"M38 {y}C26 {y} 20 {y - 8} 20 {y - 16}C31 {y - 16} 38 {y - 9} 38 {y}Z", figure) for y in (34, 49, 64)
    )
    right = "".join(
        path(f"M42 {y}C54 {y} 60 {y - 8} 60 {y - 16}C49 {y - 16} 42 {y - 9} 42 {y}Z", second) for y in (34, 49, 64)
    )
    return left + right + path("M40 4C46 10 46 16 40 22C34 16 34 10 40 4Z", figure) + line("M40 24V76", figure, FINE)


def sheep(ground: int, figure: int, second: int) -> str:
    """A woolly sheep."""
    return (
        line("M28 58V72M54 58V72", second)
        + "".join(
            disc(x, y, 12, figure) for x, y in ((24, 38), (34, 28), (48, 28), (58, 38), (54, 50), (40, 53), (27, 50))
        )
        + box(24, 30, 34, 22, figure)
        + path("M8 34C8 26 14 22 20 22C26 22 28 28 26 36C25 44 20 48 15 48S8 42 8 34Z", second)
        + disc(16, 34, 3, ground)
    )


def cow(ground: int, figure: int, second: int) -> str:
    """The face of a cow."""
    return (
        line("M22 20C14 18 12 12 14 7M58 20C66 18 68 12 66 7", second, FINE)
        + path("M22 26C12 22 6 26 4 32C10 38 18 38 24 34Z", figure)
        + path("M58 26C68 22 74 26 76 32C70 38 62 38 56 34Z", figure)
        + path("M22 24C22 18 30 15 40 15S58 18 58 24L54 56H26Z", figure)
        + path("M40 15C50 15 58 18 58 24L56 40C46 38 42 28 40 15Z", second)
        + disc(31, 34, 3.5, ground)
        + disc(50, 34, 3.5, ground)
        + box(20, 50, 40, 23, second, round_by=11)
        + disc(32, 61, 3.5, ground)
        + disc(48, 61, 3.5, ground)
    )


def horse(ground: int, figure: int, second: int) -> str:
    """A horse's head with its mane."""
    return (
        path(
            "M44 8L52 16C68 22 74 42 70 74H36C38 60 36 52 28 50L16 54C10 54 7 48 10 43L28 22C32 17 38 16 41 15Z", figure
        )
        + path("M52 16C68 22 74 42 70 74H60C62 50 60 32 46 20Z", second)
        + disc(33, 31, 3.5, ground)
    )


def oakleaf(ground: int, figure: int, second: int) -> str:
    """An oak leaf."""
    return path(
        "M40 4C48 4 50 11 48 16C58 13 64 21 58 29C68 29 70 40 61 45C67 52 59 60 50 56C48 62 44 64 40 64"
        "S32 62 30 56C21 60 13 52 19 45C10 40 12 29 22 29C16 21 22 13 32 16C30 11 32 4 40 4Z",
        figure,
    ) + line("M40 20V76M40 38L51 30M40 38L29 30M40 52L51 44M40 52L29 44", second, FINE)


def tree(ground: int, figure: int, second: int) -> str:
    """A broad tree."""
    return (
        box(36, 50, 8, 26, second, round_by=2)
        + disc(40, 26, 20, figure)
        + disc(24, 40, 16, figure)
        + disc(56, 40, 16, figure)
        + line("M40 60L52 48", second, FINE)
    )


def churn(ground: int, figure: int, second: int) -> str:
    """A milk churn."""
    return (
        box(27, 8, 26, 9, second, round_by=3)
        + path("M31 20H49V28C58 31 62 38 62 46V68A5 5 0 0 1 57 73H23A5 5 0 0 1 18 68V46C18 38 22 31 31 28Z", figure)
        + line("M18 50H62", ground, FINE)
        + line("M18 40C10 40 10 56 18 56M62 40C70 40 70 56 62 56", second, FINE)
    )


def windmill(ground: int, figure: int, second: int) -> str:
    """A Dutch windmill with four sails."""
    blade = line("M40 30V2", figure, FINE) + box(41, 3, 10, 18, second, round_by=1)
    blades = "".join(f'<g transform="rotate({turn} 40 30)">{blade}</g>' for turn in (45, 135, 225, 315))
    return (
        path("M30 34L40 22L50 34L56 74H24Z", figure)
        + box(35, 58, 10, 16, ground, round_by=5)
        + blades
        + disc(40, 30, 5, ground)
    )


def windwheel(ground: int, figure: int, second: int) -> str:
    """A wind turbine."""
    blades = "".join(
        f'<path class="a{figure}" d="M40 32C36 22 36 12 40 2C46 12 46 22 40 32Z" transform="rotate({turn} 40 32)"/>'
        for turn in (0, 120, 240)
    )
    return path("M38 36H42L45 76H35Z", second) + blades + disc(40, 32, 5, second)


def tractor(ground: int, figure: int, second: int) -> str:
    """A tractor."""
    return (
        path("M16 14H44V36H66A4 4 0 0 1 70 40V54H16Z", figure)
        + box(22, 20, 16, 14, ground, round_by=2)
        + line("M60 34V20", second, FINE)
        + disc(26, 56, 18, ground)
        + disc(26, 56, 16, second)
        + disc(26, 56, 6, ground)
        + disc(61, 62, 12, ground)
        + disc(61, 62, 10, second)
        + disc(61, 62, 3.5, ground)
    )


def apple(ground: int, figure: int, second: int) -> str:
    """An apple with its leaf."""
    return (
        path(
            "M40 26C30 18 12 22 12 42C12 60 24 74 33 74C37 74 38 72 40 72"
            "S43 74 47 74C56 74 68 60 68 42C68 22 50 18 40 26Z",
            figure,
        )
        + line("M40 26C40 20 41 15 44 11", second, FINE)
        + path("M45 17C47 8 56 4 65 6C64 15 56 20 45 17Z", second)
        + line("M22 42C22 36 25 32 29 31", ground, FINE)
    )


def bee(ground: int, figure: int, second: int) -> str:
    """A honey bee from above."""
    return (
        oval(22, 34, 18, 11, second, turned=25)
        + oval(58, 34, 18, 11, second, turned=-25)
        + line("M34 16C32 10 29 8 25 7M46 16C48 10 51 8 55 7", figure, FINE)
        + disc(40, 20, 9, figure)
        + path("M26 44C26 34 32 28 40 28S54 34 54 44C54 60 48 70 40 76C32 70 26 60 26 44Z", figure)
        + line("M28 42H52M29 54H51", ground, FINE)
    )


def heather(ground: int, figure: int, second: int) -> str:
    """A sprig of heather."""
    bells = "".join(
        disc(x, y, 6, figure)
        for x, y in ((40, 10), (31, 19), (49, 19), (26, 31), (54, 31), (40, 26), (23, 44), (57, 44), (34, 40), (47, 41))
    )
    return line("M40 76V28M40 62L24 46M40 62L56 46M40 48L28 34M40 48L52 34", second, FINE) + bells


def flower(ground: int, figure: int, second: int) -> str:
    """A flower on its stem."""
    petals = "".join(oval(40, 17, 10, 14, figure, turned=turn, around="40 31") for turn in range(0, 360, 60))
    return (
        line("M40 54V76", figure)
        + path("M40 72C44 60 54 57 62 58C60 68 52 74 40 72Z", figure)
        + petals
        + disc(40, 31, 9, second)
    )


def farmhouse(ground: int, figure: int, second: int) -> str:
    """A thatched farmhouse."""
    return (
        path("M40 8L76 46H66V72H14V46H4Z", figure)
        + path("M40 8L76 46H4Z", second)
        + path("M32 72V60A8 8 0 0 1 48 60V72Z", ground)
        + box(20, 52, 8, 9, ground, round_by=1)
        + box(52, 52, 8, 9, ground, round_by=1)
        + line("M34 8L46 2M46 8L34 2", second, FINE)
    )


def sun(ground: int, figure: int, second: int) -> str:
    """The sun with eight rays."""
    return disc(40, 40, 18, figure) + line(
        "M40 7V14M40 66V73M7 40H14M66 40H73M17 17L22 22M58 58L63 63M63 17L58 22M22 58L17 63", second, BOLD
    )


def hill(ground: int, figure: int, second: int) -> str:
    """Two hills under the sun."""
    return (
        disc(54, 24, 13, second)
        + path("M0 80V58C14 40 34 40 52 56C62 50 72 50 80 56V80Z", figure)
        + line("M0 72C16 60 30 62 44 74", ground, FINE)
    )
