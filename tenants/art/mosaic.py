"""Pictures from a region's two colours and its glyphs: hero, covers, mark, strip. The same seed draws the same one.

The shapes carry tone classes (``a1`` … ``s8``), so that they follow the page's theme into dark mode. For mails, PDFs
and the favicon, :func:`with_colours` writes the colours into them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tenants.art.glyphs import GLYPHS
from tenants.art.oklch import contrast
from tenants.art.pen import SIZE, Svg, box
from tenants.art.theme import Theme
from tenants.art.tiles import BASIC, COAST, COUNTRY, TOWN, Motif, quarter

DEFAULT_GLYPHS = ("house", "tree", "people", "shop", "bridge", "sun")

# Ground, figure, second: the tones of a tile. Those that a region's colours make too faint are left out.
_TRIADS = (
    (1, 7, 5), (1, 3, 5), (1, 2, 5), (1, 4, 5), (2, 3, 5), (2, 7, 5), (2, 1, 5), (2, 6, 5), (3, 2, 5), (3, 7, 2),
    (4, 1, 5), (4, 2, 5), (5, 7, 2), (5, 2, 7), (5, 1, 7), (6, 1, 5), (6, 2, 5), (6, 5, 1), (7, 1, 5), (7, 2, 5),
    (8, 1, 5), (8, 2, 1),
)  # fmt: skip
_FIGURE_RATIO = 2.6
_SECOND_RATIO = 1.35
# A tile without a glyph is only pattern and may be quieter.
_PATTERN_RATIO = 1.25
# Laps over the neighbour, so that no hairline shows between two tiles.
_LAP = SIZE + 0.3

# Where a cover's glyph stands: narrow places show that part of the picture.
_SIDES = ("kl-art--left", "kl-art--middle", "kl-art--right")

Triad = tuple[int, int, int]


@lru_cache(maxsize=256)
def hero(glyphs: tuple[str, ...], seed: str, theme: Theme, *, columns: int = 6, rows: int = 5) -> Svg:
    """The mosaic beside the headline: one large glyph, one rose, small glyphs, pattern in between."""
    return _Mosaic(glyphs, seed, theme, columns=columns, rows=rows).drawn()


@lru_cache(maxsize=2048)
def cover(seed: str, glyph: str, glyphs: tuple[str, ...], theme: Theme) -> Svg:
    """The picture of an offer without a photo: its glyph on a field of four by two tiles."""
    chance = random.Random(f"cover:{seed}")  # noqa: S311 - a pattern, no secret
    triads = _glyph_triads(theme)
    # The ground first, so that dark ones, which go with more figures, do not come more often.
    wanted = chance.choice(sorted({triad[0] for triad in triads}))
    ground, figure, second = chance.choice([triad for triad in triads if triad[0] == wanted])
    motifs = _motifs(glyphs, chance)
    at = chance.choice((0, 1, 2))
    parts = [box(0, 0, 4 * SIZE, 2 * SIZE, ground)]
    last = 0
    for column in (c for c in range(4) if c not in (at, at + 1)):
        for row in range(2):
            triad = chance.choice([t for t in _pattern_triads(theme) if t[0] not in (last, ground)])
            last = triad[0]
            parts.append(_placed(column, row, _patterned(next(motifs), triad)))
    drawing = GLYPHS[glyph].draw(ground, figure, second)
    parts.append(f'<g transform="translate({at * SIZE + 28} 28) scale(1.3)">{drawing}</g>')
    return _svg(parts, 4, 2, aspect="xMidYMid slice", side=_SIDES[at])


@lru_cache(maxsize=256)
def mark(glyphs: tuple[str, ...], theme: Theme) -> Svg:
    """The region's mark: its first glyph on its colour. No coat of arms: those are protected."""
    figure = next((tone for tone in (7, 2) if _ratio(theme, tone, 1) >= 3), 2)
    second = next((tone for tone in (5, 3, 6, 4) if _ratio(theme, tone, 1) >= 1.6), figure)
    drawing = GLYPHS[glyphs[0]].draw(1, figure, second)
    parts = [box(0, 0, SIZE, SIZE, 1), f'<g transform="translate(10 10) scale(.75)">{drawing}</g>']
    return _svg(parts, 1, 1)


@lru_cache(maxsize=256)
def strip(glyphs: tuple[str, ...], seed: str, theme: Theme, *, tiles: int = 12) -> Svg:
    """One row of tiles, for the head of a mail and the edge of a PDF."""
    return _Mosaic(glyphs, f"strip:{seed}", theme, columns=tiles, rows=1).drawn()


@lru_cache(maxsize=1024)
def glyph(name: str, triad: Triad = (4, 1, 5)) -> Svg:
    """A single glyph without a ground."""
    return _svg([GLYPHS[name].draw(*triad)], 1, 1)


def with_colours(svg: str, theme: Theme) -> str:
    """The picture with literal colours instead of classes, to stand on its own outside of our pages."""

    def fill(match: re.Match[str]) -> str:
        return f'fill="{theme.light[f"--kl-t{match[1]}"]}"'

    def stroke(match: re.Match[str]) -> str:
        colour = theme.light[f"--kl-t{match[1]}"]
        return f'fill="none" stroke="{colour}" stroke-linecap="round" stroke-linejoin="round"'

    svg = re.sub(r'class="a([1-8])"', fill, svg)
    svg = re.sub(r'class="s([1-8])"', stroke, svg)
    return re.sub(r'^<svg class="[^"]*"', '<svg xmlns="http://www.w3.org/2000/svg"', svg)


class _Mosaic:
    """A field of tiles that is filled block by block, no two neighbours on the same ground."""

    def __init__(self, glyphs: Sequence[str], seed: str, theme: Theme, *, columns: int, rows: int) -> None:
        self.chance = random.Random(f"{seed}:{columns}x{rows}")  # noqa: S311 - a pattern, no secret
        self.columns, self.rows = columns, rows
        self.theme = theme
        self.grounds: dict[tuple[int, int], int] = {}
        self.parts: list[str] = []
        self.motifs = _motifs(glyphs, self.chance)
        self._fill(list(glyphs) or list(DEFAULT_GLYPHS))

    def drawn(self) -> Svg:
        return _svg(self.parts, self.columns, self.rows)

    def _fill(self, glyphs: list[str]) -> None:
        if self.rows >= 4 and self.columns >= 4:
            self._large_glyph(glyphs[0], column=self.chance.choice((1, 2)), row=self.chance.choice((1, 2)))
            self._rose(column=self.columns - 2, row=self.chance.choice((0, self.rows - 2)))
            glyphs = glyphs[1:] or glyphs
        self._small_glyphs(glyphs)
        for row in range(self.rows):
            for column in range(self.columns):
                if (column, row) not in self.grounds:
                    self._pattern(column, row)

    def _large_glyph(self, name: str, *, column: int, row: int) -> None:
        ground, figure, second = self._triad(column, row, _glyph_triads(self.theme))
        for across in (0, 1):
            for down in (0, 1):
                self.grounds[column + across, row + down] = ground
        drawing = GLYPHS[name].draw(ground, figure, second)
        block = f'{box(0, 0, 2 * _LAP, 2 * _LAP, ground)}<g transform="translate(20 20) scale(1.5)">{drawing}</g>'
        self.parts.append(_placed(column, row, block))

    def _rose(self, *, column: int, row: int) -> None:
        ground, figure, second = self._triad(column, row, _pattern_triads(self.theme))
        for across, down, corner in ((0, 0, 2), (1, 0, 3), (1, 1, 0), (0, 1, 1)):
            if (column + across, row + down) in self.grounds:
                continue
            self.grounds[column + across, row + down] = ground
            tone = figure if across == down else second
            self._place(column + across, row + down, _patterned(quarter(corner), (ground, tone, figure)))

    def _small_glyphs(self, glyphs: list[str]) -> None:
        wanted = min(len(glyphs) + 1, max(2, self.columns * self.rows // 6))
        free = [(c, r) for r in range(self.rows) for c in range(self.columns) if (c, r) not in self.grounds]
        self.chance.shuffle(free)
        taken: list[tuple[int, int]] = []
        for column, row in free:
            if len(taken) == wanted:
                return
            if any(abs(column - c) + abs(row - r) < 2 for c, r in taken):
                continue
            ground, figure, second = self._triad(column, row, _glyph_triads(self.theme))
            self.grounds[column, row] = ground
            drawing = GLYPHS[glyphs[len(taken) % len(glyphs)]].draw(ground, figure, second)
            inner = f'{box(0, 0, _LAP, _LAP, ground)}<g transform="translate(6 6) scale(.85)">{drawing}</g>'
            self._place(column, row, inner)
            taken.append((column, row))

    def _pattern(self, column: int, row: int) -> None:
        triad = self._triad(column, row, _pattern_triads(self.theme))
        self.grounds[column, row] = triad[0]
        self._place(column, row, _patterned(next(self.motifs), triad))

    def _triad(self, column: int, row: int, triads: tuple[Triad, ...]) -> Triad:
        around = {self.grounds.get((column + c, row + r)) for c, r in ((-1, 0), (1, 0), (0, -1), (0, 1))}
        quiet = [triad for triad in triads if triad[0] not in around]
        return self.chance.choice(quiet or list(triads))

    def _place(self, column: int, row: int, content: str) -> None:
        self.parts.append(_placed(column, row, content))


def _motifs(glyphs: Iterable[str], chance: random.Random) -> _Deck:
    """Pattern that fits the glyphs: waves by the sea, furrows in the country, bricks in town."""
    homes = {GLYPHS[name].home for name in glyphs if name in GLYPHS}
    motifs = list(BASIC)
    for home, special in (("coast", COAST), ("country", COUNTRY), ("town", TOWN)):
        if home in homes:
            motifs.extend(special)
    return _Deck(motifs, chance)


class _Deck:
    """Deals motifs without repeating one before all were dealt."""

    def __init__(self, motifs: list[Motif], chance: random.Random) -> None:
        self._motifs, self._chance = motifs, chance
        self._left: list[Motif] = []

    def __next__(self) -> Motif:
        if not self._left:
            self._left = self._chance.sample(self._motifs, len(self._motifs))
        return self._left.pop()


@lru_cache(maxsize=256)
def _glyph_triads(theme: Theme) -> tuple[Triad, ...]:
    clear = tuple(
        triad
        for triad in _TRIADS
        if _ratio(theme, triad[1], triad[0]) >= _FIGURE_RATIO and _ratio(theme, triad[2], triad[0]) >= _SECOND_RATIO
    )
    return clear or ((4, 2, 2), (2, 7, 7))


@lru_cache(maxsize=256)
def _pattern_triads(theme: Theme) -> tuple[Triad, ...]:
    return tuple(triad for triad in _TRIADS if _ratio(theme, triad[1], triad[0]) >= _PATTERN_RATIO)


def _ratio(theme: Theme, tone: int, ground: int) -> float:
    return contrast(theme.light[f"--kl-t{tone}"], theme.light[f"--kl-t{ground}"])


def _patterned(motif: Motif, triad: Triad) -> str:
    ground, figure, second = triad
    return box(0, 0, _LAP, _LAP, ground) + motif(figure, second)


def _placed(column: int, row: int, content: str) -> str:
    return f'<g transform="translate({column * SIZE} {row * SIZE})">{content}</g>'


def _svg(parts: Sequence[str], columns: int, rows: int, *, aspect: str = "xMinYMin slice", side: str = "") -> Svg:
    view = f"0 0 {columns * SIZE} {rows * SIZE}"
    head = f'<svg class="{f"kl-art {side}".strip()}" viewBox="{view}" preserveAspectRatio="{aspect}" aria-hidden="true"'
    return Svg(f'{head} focusable="false">{"".join(parts)}</svg>')
