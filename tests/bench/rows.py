"""What a benchmark says: one line of JSON, and one line of the table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Each goal is a bound for the ratio; a bench without one is reported.
AT_LEAST = {
    "provision.template": 10.0,
    "fleet.nothing": 100.0,
    "fleet.column": 100.0,
    "redeem.rate": 0.33,
    "processes.two": 1.8,
    "processes.four": 3.2,
    "lighthouse.home": 90.0,
    "lighthouse.offers": 90.0,
}
AT_MOST = {
    "request.one_query": 1.2,
    "regions.thousand": 1.1,
    "page.uncached": 14.0,
    "page.cached": 2.5,
    **dict.fromkeys(("board.two_words", "board.typo", "board.common_word", "board.newest", "board.map"), 1.0),
    "board.list": 1.0,
    **dict.fromkeys(("hub.front", "hub.meetings", "hub.large_front", "hub.large_topic", "hub.large_word"), 1.0),
    **dict.fromkeys(("hub.large_meetings", "hub.large_kind", "hub.large_meetings_word", "hub.large_past"), 1.0),
    "campaigns.page": 1.5,
    "campaigns.bar": 1.0,  # 5 ms
    "pledge.match": 1.3,
    "webhooks.cpu": 1.0,  # 5 ms
    "processes.cost": 1.15,
    "board.void": 0.0,
}

GROWTH_AT_MOST = 1.5


class Skipped(Exception):
    """This machine lacks what the bench needs; the text says what."""


@dataclass(frozen=True)
class Row:
    """One bench: ``ratio`` of medians, ``what`` it compares in words, ``runs`` of each side, and what else was seen.

    ``hardly_more``: so little that the ratio says nothing. ``too_much``: what is over its limit, whatever the ratio.
    """

    bench: str
    ratio: float
    what: str
    runs: int
    more: dict[str, Any] = field(default_factory=dict)
    hardly_more: bool = False
    too_much: tuple[str, ...] = ()

    @property
    def goal(self) -> str:
        if self.bench in AT_LEAST:
            return f"≥ {AT_LEAST[self.bench]:,g}"
        return f"≤ {self.at_most:g}" if self.at_most is not None else "reported"

    @property
    def at_most(self) -> float | None:
        if self.bench.startswith("growth."):
            return None if self.bench.endswith(".anew") else GROWTH_AT_MOST
        return AT_MOST.get(self.bench)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.bench in AT_LEAST:
            return self.ratio >= AT_LEAST[self.bench]
        if self.at_most is None:
            return None
        return not self.too_much and (self.hardly_more or self.ratio <= self.at_most)

    def as_json(self, machine: str) -> str:
        first = {
            "bench": self.bench,
            "ratio": short(self.ratio),
            "what": self.what,
            "runs": self.runs,
            "machine": machine,
        }
        return json.dumps(first | self.more, ensure_ascii=False)


def short(number: float) -> float:
    """Three digits say all that a run can know."""
    return float(f"{number:.3g}")


def write(path: Path, rows: Iterable[Row], *, machine: str) -> None:
    """A line for each row; benches that were not run this time keep theirs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = {row.bench: row.as_json(machine) for row in rows}
    known = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in known if json.loads(line)["bench"] not in lines]
    path.write_text("".join(f"{line}\n" for line in [*kept, *lines.values()]), encoding="utf-8")


def table(rows: Iterable[Row]) -> str:
    """The rows for people: ratio, goal, whether it is met, and below each what was compared."""
    lines = [f"{'bench':22} {'ratio':>10}  {'goal':>8}  met"]
    for row in rows:
        met = {True: "yes", False: "NO", None: "–"}[row.met]
        lines.append(f"{row.bench:22} {_ratio(row.ratio):>10}  {row.goal:>8}  {met}")
        lines.append(f"    {row.what}")
        lines += [f"    {key}: {value}" for key, value in row.more.items()]
    return "\n".join(lines)


def _ratio(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.2f}"
