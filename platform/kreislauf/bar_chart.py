"""The bars of a chart, measured in whole units, because a German page would print 337,4 into an attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 150
WIDTH = 560
GAP = 8
LABEL_WIDTH = 64
LEAST_PART = 6


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    text: str
    x: int
    y: int
    width: int
    height: int
    marked: bool
    labelled: bool
    part_height: int = 0

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def anchor(self) -> str:
        """Which end of its words stands at ``words_x``: a word of several letters stays inside the drawing."""
        if self.middle < LABEL_WIDTH:
            return "start"
        return "end" if self.middle > WIDTH - LABEL_WIDTH else "middle"

    @property
    def words_x(self) -> int:
        return {"start": self.x, "middle": self.middle, "end": self.x + self.width}[self.anchor]

    @property
    def above(self) -> int:
        return self.y - 8

    @property
    def part_y(self) -> int:
        return HEIGHT - self.part_height


def bars_of(
    values: Sequence[tuple[str, int, str]], *, newest: bool = False, parts: Sequence[int] | None = None
) -> list[Bar]:
    """Label, amount and its words, from left to right, for ``components/bar_chart.html``.

    The highest is marked once and says its words; with ``newest`` it is the last one. ``parts`` are how much of each
    amount is drawn in a colour of its own: large enough to be seen, however little it is.
    """
    if not values:
        return []
    most = max(amount for _label, amount, _text in values)
    highest = next(number for number, (_label, amount, _text) in enumerate(values) if amount == most)
    marked = len(values) - 1 if newest else highest
    width = max((WIDTH + GAP) // len(values) - GAP, 4)
    heights = [max(round(HEIGHT * amount / most), 2) if amount > 0 and most else 0 for _label, amount, _text in values]
    part_heights = [max(round(HEIGHT * part / most), LEAST_PART) if part > 0 and most else 0 for part in parts or ()]
    ends = {0, len(values) - 1}
    # First and last have their names, unless the marked one stands too close to them.
    labelled = {marked} | {end for end in ends if abs(end - marked) * (width + GAP) > LABEL_WIDTH}
    return [
        Bar(
            label=label,
            text=text,
            x=number * (width + GAP),
            y=HEIGHT - height,
            width=width,
            height=height,
            marked=number == marked and most > 0,
            labelled=number in labelled,
            part_height=part_heights[number] if part_heights else 0,
        )
        for number, ((label, _amount, text), height) in enumerate(zip(values, heights, strict=True))
    ]
