"""The truth bar: what campaigns have, each part for itself, and never more than the ledger holds. Euro cents.

What was given back or is on its way back is not in it; what a bank took back is taken off. Promises are no money yet,
and what a pot matches is set aside by the pot, not held by us.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.money import format_euro_short
from kreislauf.replica import reading_connection
from marketplace.campaigns.models import Campaign

# In the order of the bar, with the words of its legend.
LABELS: dict[str, str | Promise] = {
    "paid": gettext_lazy("bezahlt"),
    "withdrawable": gettext_lazy("bezahlt, in der Widerrufsfrist"),
    "paper": gettext_lazy("auf Papier eingetragen"),
    "promised": gettext_lazy("zugesagt, noch nicht bezahlt"),
    "matched": gettext_lazy("aus Töpfen vorgemerkt"),
}
# Each part has an index that holds all it asks for: „pledge_paid“, „pledge_promised“, „pledge_on_paper“, „match_kept“.
STATEMENT = """
SELECT campaign_id, 'paid', sum(total_cents - charged_back_cents),
    sum(total_cents - charged_back_cents) FILTER (WHERE withdrawable_until >= %(today)s),
    count(*) FILTER (WHERE total_cents > charged_back_cents)
  FROM campaigns_pledge WHERE campaign_id = ANY(%(campaigns)s)
    AND paid_at IS NOT NULL AND refund_pending_at IS NULL AND refunded_at IS NULL GROUP BY campaign_id
UNION ALL SELECT campaign_id, 'promised', sum(total_cents), 0, count(*)
  FROM campaigns_pledge WHERE campaign_id = ANY(%(campaigns)s)
    AND cancelled_at IS NULL AND expired_at IS NULL AND lapsed_at IS NULL
    AND kind = 'promise' AND paid_at IS NULL AND promised_at IS NOT NULL GROUP BY campaign_id
UNION ALL SELECT campaign_id, 'paper', sum(total_cents), 0, count(*)
  FROM campaigns_pledge WHERE campaign_id = ANY(%(campaigns)s)
    AND cancelled_at IS NULL AND expired_at IS NULL AND lapsed_at IS NULL
    AND kind = 'paper' AND paid_at IS NULL AND promised_at IS NOT NULL GROUP BY campaign_id
UNION ALL SELECT campaign_id, 'matched', sum(cents), 0, 0
  FROM campaigns_match WHERE campaign_id = ANY(%(campaigns)s) AND released_at IS NULL GROUP BY campaign_id
"""


class Part(NamedTuple):
    """``first`` and ``share`` are of the whole bar, which is as long as the goal, or as what there is beyond it."""

    name: str
    label: str | Promise
    cents: int
    first: float
    share: float

    @property
    def start(self) -> str:
        return f"{self.first * 100:.2f}"

    @property
    def width(self) -> str:
        return f"{self.share * 100:.2f}"


@dataclass(frozen=True, slots=True)
class Bar:
    """``paid`` can no longer be withdrawn; ``backers`` counts pledges, promises and lines on paper."""

    paid: int = 0
    withdrawable: int = 0
    paper: int = 0
    promised: int = 0
    matched: int = 0
    backers: int = 0
    goal: int = 0

    @property
    def reached_cents(self) -> int:
        """Everything that the bar shows."""
        return self.paid + self.withdrawable + self.paper + self.promised + self.matched

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 is the goal."""
        return self.reached_cents * 100 // self.goal if self.goal else 0

    @property
    def parts(self) -> list[Part]:
        """Those that there are, from left to right."""
        found, before, whole = [], 0, max(self.goal, self.reached_cents, 1)
        for name, label in LABELS.items():
            cents = getattr(self, name)
            if cents:
                found.append(Part(name, label, cents, before / whole, cents / whole))
            before += cents
        return found

    @property
    def goal_at(self) -> str:
        """Where the goal stands once it is surpassed, in percent of the bar."""
        return f"{self.goal * 100 / self.reached_cents:.2f}" if self.reached_cents > self.goal else ""

    @property
    def sentence(self) -> str:
        """For those who do not see it: „300 € von 5.000 €: 200 € bezahlt, 100 € zugesagt, noch nicht bezahlt“."""
        reached = _("%(reached)s von %(goal)s") % {
            "reached": format_euro_short(self.reached_cents),
            "goal": format_euro_short(self.goal),
        }
        parts = ", ".join(f"{format_euro_short(one.cents)} {one.label}" for one in self.parts)
        return f"{reached}: {parts}" if parts else reached


def bars_of(campaigns: Iterable[Campaign], *, today: date | None = None) -> dict[int, Bar]:
    """The same, each with its campaign's goal."""
    goals = {one.pk: one.goal_cents for one in campaigns}
    return bar_of(goals, today=today, goals=goals)


def bar_of(
    campaign_ids: Collection[int], *, today: date | None = None, goals: dict[int, int] | None = None
) -> dict[int, Bar]:
    """The bars of campaigns by their numbers; one query, and none without campaigns."""
    goals = goals or {}
    found: dict[int, dict[str, int]] = {pk: {"goal": goals.get(pk, 0), "backers": 0} for pk in campaign_ids}
    for pk, part, cents, withdrawable, number in _rows(list(found), today or localdate()):
        found[pk][part] = int(cents)
        found[pk]["backers"] += number
        if part == "paid" and withdrawable:
            found[pk]["paid"] = int(cents - withdrawable)
            found[pk]["withdrawable"] = int(withdrawable)
    return {pk: Bar(**values) for pk, values in found.items()}


def _rows(campaigns: list[int], today: date) -> list[tuple[int, str, int, int | None, int]]:
    if not campaigns:
        return []
    with reading_connection().cursor() as cursor:
        cursor.execute(STATEMENT, {"today": today, "campaigns": campaigns})
        rows: list[tuple[int, str, int, int | None, int]] = cursor.fetchall()
        return rows
