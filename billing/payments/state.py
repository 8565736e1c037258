"""An attempt's state only ever moves on; late news of an earlier state change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from billing.payments.models import Attempt, AttemptState
from kreislauf.audit.record import SYSTEM, record

# Money that comes after all makes a success of an attempt that had expired or failed.
RANK = {
    AttemptState.CREATED: 0,
    AttemptState.OPEN: 1,
    AttemptState.PROCESSING: 2,
    AttemptState.EXPIRED: 3,
    AttemptState.FAILED: 3,
    AttemptState.SUCCEEDED: 4,
}


def move(attempt: Attempt, state: AttemptState, *, at: datetime, also: Sequence[str] = ()) -> bool:
    """Move a locked attempt on, saving the columns ``also`` with it, and say whether it moved."""
    if RANK[state] <= RANK[AttemptState(attempt.state)]:
        return False
    attempt.state = state
    if not attempt.is_undecided:
        attempt.settled_at = at
    attempt.save(update_fields=["state", "settled_at", *also])
    record(f"payment.{state}", attempt, by=SYSTEM, at=at, amount_cents=attempt.amount_cents)
    return True
