"""Looks into an element by the local names of what stands in it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


def local(element: Any) -> str:
    """``Ntry`` of ``{urn:iso:std:iso:20022:tech:xsd:camt.053.001.08}Ntry``."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return str(tag).rpartition("}")[2]


def at(element: Any, *path: str) -> Any:
    """The first element at a path of names, or None."""
    for name in path:
        if element is None:
            return None
        for child in element:
            if _local(child.tag) == name:
                element = child
                break
        else:
            return None
    return element


def every(element: Any, name: str) -> list[Any]:
    """All children of a name; none of None."""
    return [] if element is None else [child for child in element if _local(child.tag) == name]


def text_at(element: Any, *path: str) -> str:
    """The words at a path, without what is blank around them. Empty where there are none."""
    found = at(element, *path)
    return (found.text or "").strip() if found is not None else ""


def first_text(element: Any, *paths: tuple[str, ...]) -> str:
    """Of several paths the first that leads to words: versions put the same thing in other places."""
    return next((words for path in paths if (words := text_at(element, *path))), "")
