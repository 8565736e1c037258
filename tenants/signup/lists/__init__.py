"""Word lists, read once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def words(name: str) -> frozenset[str]:
    """The words of ``<name>.txt``; lines that begin with ``#`` are remarks."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
