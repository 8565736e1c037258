"""Taking turns, and the ratio of medians."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

Side = Callable[[], float]


def in_turns(sides: Mapping[str, Side], *, runs: int, warm_ups: int = 0) -> dict[str, list[float]]:
    """Each side's measurements: ours, stock, ours, stock …, so that what disturbs one disturbs the other.

    Every second round goes backwards, so that none is always the one that comes after another.
    """
    for _ in range(warm_ups):
        for side in sides.values():
            side()
    seen: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(runs):
        names = list(sides) if number % 2 == 0 else list(reversed(sides))
        for name in names:
            gc.collect()
            seen[name].append(sides[name]())
    return seen


def ratio_of_medians(above: list[float], below: list[float]) -> float:
    return median(above) / median(below)


def seconds(act: Callable[[], object]) -> float:
    """How long the act takes by the clock on the wall."""
    gc.collect()
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def ms(values: list[float]) -> float:
    """The median in milliseconds, three digits."""
    return float(f"{median(values) * 1000:.3g}")
