"""Why an event is not done at once."""

from __future__ import annotations

from billing.connect.models import Problem


class Homeless(Exception):
    """No region takes the event. A person decides what becomes of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class NotYet(Exception):
    """Perhaps what it tells of is just being written down: it is tried again."""


class RegionWaits(Exception):
    """The region is quarantined: its tables do not fit this code, so its events wait as its visitors do."""
