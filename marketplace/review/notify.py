"""Staff is told of an entry: at once where it is urgent or nobody was told since the last bundle, else with the next.

In a quiet town the first entry of a morning need not wait for others that do not come; in a busy one there are four
letters a day at most. A region may have each at once.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from kreislauf.mail.address import masked
from marketplace.review.models import Reviewed, Routine
from marketplace.review.recipients import deciding_addresses, reader_mark
from marketplace.review.slots import last_slot

if TYPE_CHECKING:
    from marketplace.review.kinds import Review


def routine() -> Routine:
    """As the region has set it up, or as it is everywhere at first. Asking writes nothing."""
    return Routine.objects.first() or Routine()


def notify(review: Review[Any], row: Reviewed, *, at: datetime) -> None:
    """In the transaction that made the row wait. What is not told now is left to the next bundle."""
    if review.urgent(row) or routine().each_at_once or _is_first(at=at):
        notify_now(review, row, at=at)


def notify_now(review: Review[Any], row: Reviewed, *, at: datetime) -> None:
    """A letter to each who may decide on this version of the text."""
    for address in deciding_addresses(review.letters.approval.name):
        whose = {"sent_to": masked(address), "reader": reader_mark(address)}
        review.letters.approval.queue(row, to=address, version=row.version, **whose)
    row.notified_at = at
    row.save(update_fields=["notified_at"])


def _is_first(*, at: datetime) -> bool:
    """Whether no entry went out alone since the last bundle. One statement, so that of two at once one is the first."""
    Routine.objects.get_or_create()
    earlier = Q(first_notified_at__isnull=True) | Q(first_notified_at__lt=last_slot(at, routine().hours))
    return bool(Routine.objects.filter(earlier).update(first_notified_at=at))
