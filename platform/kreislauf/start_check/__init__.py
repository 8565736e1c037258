"""What is missing or dangerous in an installation, as one list before its processes start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Finding:
    """One setting, or one part of the installation, and a sentence. With one that ``stops`` nothing is to start."""

    about: str
    sentence: str
    stops: bool = False


def find_all(process: str = "") -> list[Finding]:
    """What all checks of the setting START_CHECKS find for ``process`` (web, worker, beat), what stops first."""
    found = [one for check in settings.START_CHECKS for one in import_string(check)(process)]
    return sorted(found, key=lambda one: not one.stops)


def may_start(process: str, *, write: Callable[[str], object]) -> bool:
    """Write what was found, and say whether the process may start."""
    found = find_all(process)
    for one in found:
        write(f"{'REFUSED' if one.stops else 'warning'}  {one.about}: {one.sentence}")
    return not any(one.stops for one in found)
