"""An account was taken from us while buyers were paying to it."""

from __future__ import annotations

from datetime import datetime

from billing.payments.models import Attempt, Merchant
from kreislauf.soon import soon


def look_at_open_attempts(merchant: Merchant, *, at: datetime) -> None:
    """Have each decided at once: the provider says nothing of it any more, so it ends as failed.

    Its buyer reads so on the order's page and can pay another way, if the business has one.
    """
    undecided = Attempt.objects.filter(merchant=merchant).undecided()
    undecided.update(check_at=at)  # the payments' own sweep finds them
    for pk in undecided.values_list("pk", flat=True):
        soon("billing.payments.tasks.converge_attempt", attempt_id=pk)
