"""How the tasks of the last half hour ended, kept in the cache server: the operators' site asks no worker's port.

Five minutes of tasks are one hash there, and the server forgets it by itself.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from kreislauf.metrics.counts import count, count_all, noted_all

TASKS_FAILED = "tasks_failed"  # of all tasks together, never forgotten
SLOT_SECONDS = 300
SLOTS = 6  # whole ones that are read, besides the one that has begun
_KEPT_SECONDS = (SLOTS + 2) * SLOT_SECONDS
_ENDED, _FAILED = "ended ", "failed "


class Ends(NamedTuple):
    """How often a task ended, and how often of these it failed or took too long."""

    ended: int
    failed: int


def note_end(task: str, *, is_failed: bool, at: float) -> None:
    """A worker has ended the task, at these seconds since 1970."""
    numbers = {f"{_ENDED}{task}": 1}
    if is_failed:
        numbers[f"{_FAILED}{task}"] = 1
        count(TASKS_FAILED)
    count_all(numbers, under=_slot(at), kept_seconds=_KEPT_SECONDS)


def recent_ends(*, at: float) -> dict[str, Ends] | None:
    """Of each task of the last half hour, and up to five minutes more; None without the cache server."""
    slots = noted_all([_slot(at - back * SLOT_SECONDS) for back in range(SLOTS + 1)])
    if slots is None:
        return None
    found: Counter[str] = Counter()
    for numbers in slots:
        found.update(numbers)
    tasks = sorted(name.removeprefix(_ENDED) for name in found if name.startswith(_ENDED))
    return {task: Ends(found[f"{_ENDED}{task}"], found[f"{_FAILED}{task}"]) for task in tasks}


def _slot(at: float) -> str:
    return f"metrics:tasks:{int(at // SLOT_SECONDS)}"
