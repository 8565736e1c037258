"""Days in English: „5 May 2026“, where pages write „5. Mai 2026“."""

from __future__ import annotations


def __getattr__(wanted: str) -> str:
    """Django looks up every format of a page here by its own text: ``j. F Y`` becomes ``j F Y``."""
    if "j. " not in wanted:
        raise AttributeError(wanted)
    return wanted.replace("j. ", "j ")
