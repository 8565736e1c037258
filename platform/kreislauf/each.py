"""Do something to each of many rows, so that one that fails does not keep the others waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def each(keys: Iterable[int], act: Callable[[int], int | None]) -> int:
    """The sum of what ``act`` says of each key; it runs in transactions of its own.

    What failed is raised once all have had their turn, as an ExceptionGroup: a task says then that it has failed, and
    the next sweep tries those rows again.
    """
    done, failures = 0, []
    for key in keys:
        try:
            done += act(key) or 0
        except Exception as failure:
            failure.add_note(f"of row {key}")
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} rows failed", failures)
    return done
