"""Actions on the region's front page, as long as vouchers are sold there."""

from __future__ import annotations

from collections.abc import Iterable

from kreislauf.slices import Section
from marketplace.vouchers.subsidised.badges import Badges

SHOWN, EXAMPLE_CENTS = 3, 20_00


def action_sections(running: Badges) -> Iterable[Section]:
    """One for all of them; those that end first stand first."""
    actions = sorted(running.actions, key=lambda one: (one.ends_at, one.pk))[:SHOWN]
    shown = [(one, EXAMPLE_CENTS + EXAMPLE_CENTS * one.rate_percent // 100) for one in actions]
    if shown:
        yield Section("vouchers/subsidised/front.html", {"actions": shown})
