"""What is missing or dangerous in an installation, as one list before its processes start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Finding:
    """One setting, or one part of the installation, and a sentence. With one that ``stops`` nothing is to start."""

    about: str
    sentence: str
    stops: bool = False


def find_all(process: str = "") -> list[Finding]:
    """What all checks of the setting START_CHECKS find for ``process``, what stops first.

    ``process`` is web, worker, beat or prepare, or empty for all of them.
    """
    found = [one for check in settings.START_CHECKS for one in import_string(check)(process)]
    return sorted(found, key=lambda one: not one.stops)


def may_start(process: str, *, write: Callable[[str], object]) -> bool:
    """Write what was found, and say whether the process may start."""
    found = find_all(process)
    for one in found:
        write(f"{'REFUSED' if one.stops else 'warning'}  {one.about}: {one.sentence}")
    return not any(one.stops for one in found)


def refuse_dangerous_start(process: str, *, write: Callable[[str], object]) -> None:
    """In a production, write what was found; raises CommandError if ``process`` may not start."""
    if settings.PRODUCTION and not may_start(process, write=write):
        raise CommandError(f"Nothing is to start like this: kreislauf {process} ends.")
