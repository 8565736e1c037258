"""Somebody who watches the town and remembers."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import connection

from billing.payments.state import RANK

RANKS = {
    "payment": {str(state): rank for state, rank in RANK.items()},
    "refund": {"requested": 0, "sent": 1, "succeeded": 2, "failed": 2},
    "charge": {"false": 1, "true": 2},
}


@dataclass
class Notebook:
    """What an onlooker writes down, to hold it against what the platform says afterwards."""

    shelf: dict[int, int] = field(default_factory=dict)  # pieces that each limited offer began with, or was given
    promised: dict[str, int] = field(default_factory=dict)  # the sum that the buyer saw, by the form's key
    surprises: list[str] = field(default_factory=list)  # anything raised that is no refusal
    acts: list[str] = field(default_factory=list)


# One question, since it is asked after every step.
LOOK = """
SELECT 'payment', id, state FROM payments_attempt
UNION ALL SELECT 'refund', id, state FROM payments_refund
UNION ALL SELECT 'charge', id, taken::text FROM payments_charge
UNION ALL SELECT 'unaware', attempt_id, '' FROM payments_charge c JOIN payments_attempt a ON a.id = c.attempt_id
  WHERE a.state <> 'succeeded'
UNION ALL SELECT 'expired', id, '' FROM vouchers_order WHERE expired_at IS NOT NULL
"""


class Seen:
    """An onlooker who remembers how far each thing had come: nothing that was decided is ever undone."""

    def __init__(self) -> None:
        self.before: dict[str, int] = {}
        self.expired: set[int] = set()  # orders that were closed at some time

    def look(self) -> list[str]:
        """Remember what is now, and say what is worse than it was."""
        with connection.cursor() as cursor:
            cursor.execute(LOOK)
            rows = cursor.fetchall()
        self.expired |= {pk for kind, pk, _state in rows if kind == "expired"}
        now = {f"{kind} {pk}": RANKS[kind][state] for kind, pk, state in rows if kind in RANKS}
        back = [
            f"{thing} went from {rank} to {now.get(thing, 0)}"
            for thing, rank in self.before.items()
            if now.get(thing, 0) < rank
        ]
        self.before = now
        return back + [f"payment {pk} has a charge and does not know it" for kind, pk, _ in rows if kind == "unaware"]
