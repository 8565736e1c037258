"""What a line of the checklist is. Slices bring their own; ``GO_LIVE_CHECKS`` in settings names them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Check:
    """One thing that must be right before neighbours come; ``route`` names the form where it is put right."""

    title: str | Promise
    done: bool
    words: str | Promise
    route: str


def checklist() -> list[Check]:
    """Every check, asked in the current region."""
    found: list[Check] = []
    for path in settings.GO_LIVE_CHECKS:
        ask: Callable[[], Check] = import_string(path)
        found.append(ask())
    return found
