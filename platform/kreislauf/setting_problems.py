"""Settings that are missing or wrong: all are collected while the settings are read, and refused in one list."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from django.core.exceptions import ImproperlyConfigured

P = ParamSpec("P")
T = TypeVar("T")


class _Collected:
    """``found`` is a list until the settings have been read; from then on a reader raises at once."""

    found: list[str] | None = []
    reading = False  # within a reader that calls another one


def problem(sentence: str) -> None:
    """Note the sentence, or raise ``ImproperlyConfigured`` with it once the settings have been read."""
    if _Collected.found is None:
        raise ImproperlyConfigured(sentence)
    _Collected.found.append(sentence)


def noted(stand_in: Callable[[], Any]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A reader whose refusal is noted; ``stand_in`` takes the value's place, so that the other settings are read."""

    def decorate(read: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(read)
        def reader(*args: P.args, **kwargs: P.kwargs) -> T:
            if _Collected.reading:
                return read(*args, **kwargs)
            _Collected.reading = True
            try:
                return read(*args, **kwargs)
            except ImproperlyConfigured as refusal:
                problem(str(refusal))
                return cast(T, stand_in())
            finally:
                _Collected.reading = False

        return reader

    return decorate


def refuse_problems() -> None:
    """Called when the settings have been read. Raises ``ImproperlyConfigured`` that names all problems."""
    found, _Collected.found = list(dict.fromkeys(_Collected.found or [])), None
    if len(found) == 1:
        raise ImproperlyConfigured(found[0])
    if found:
        lines = "".join(f"\n- {sentence}" for sentence in found)
        raise ImproperlyConfigured(f"{len(found)} settings are missing or wrong:{lines}")
