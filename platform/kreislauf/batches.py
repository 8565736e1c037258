"""A long iterator in lists of a fixed length (``itertools.batched`` of Python 3.12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(rows: Iterable[T], length: int) -> Iterator[list[T]]:
    """The last one is shorter."""
    rest = iter(rows)
    while batch := list(islice(rest, length)):
        yield batch
