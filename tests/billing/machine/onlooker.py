"""Somebody who watches the town and remembers."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import F

from billing.payments.models import Attempt, AttemptState, Charge, Refund, RefundState
from billing.payments.state import RANK

REFUND_RANK = {RefundState.REQUESTED: 0, RefundState.SENT: 1, RefundState.SUCCEEDED: 2, RefundState.FAILED: 2}


@dataclass
class Notebook:
    """What an onlooker writes down, to hold it against what the platform says afterwards."""

    shelf: dict[int, int] = field(default_factory=dict)  # pieces that each limited offer began with, or was given
    promised: dict[str, int] = field(default_factory=dict)  # the sum that the buyer saw, by the form's key
    surprises: list[str] = field(default_factory=list)  # anything raised that is no refusal
    acts: list[str] = field(default_factory=list)


class Seen:
    """An onlooker who remembers how far each thing had come: nothing that was decided is ever undone."""

    def __init__(self) -> None:
        self.before: dict[str, int] = {}

    def what_went_back(self) -> list[str]:
        now = {f"payment {pk}": RANK[AttemptState(state)] for pk, state in Attempt.objects.values_list("pk", "state")}
        now |= {f"charge {pk}": 1 + taken for pk, taken in Charge.objects.values_list("pk", "taken")}
        now |= {f"refund {pk}": REFUND_RANK[state] for pk, state in Refund.objects.values_list("pk", "state")}
        back = [
            f"{thing} went from {rank} to {now.get(thing, 0)}"
            for thing, rank in self.before.items()
            if now.get(thing, 0) < rank
        ]
        self.before = now
        whole = Charge.objects.filter(amount_cents__gte=F("attempt__amount_cents"))
        unpaid = whole.exclude(attempt__state=AttemptState.SUCCEEDED).values_list("attempt_id", flat=True)
        return back + [f"payment {pk} has a charge and does not know it" for pk in unpaid]
