"""What waits is told in one letter at the region's hours; after a day to its deputies, after three to the submitter.

Rows are noted as told and letters queued in one transaction: a worker that is killed has done both or neither, and the
next sweep goes on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from kreislauf.mail.address import masked
from marketplace.review.emails import bundle
from marketplace.review.kinds import Review, reviews
from marketplace.review.models import Reviewed
from marketplace.review.notify import routine
from marketplace.review.recipients import deciding_addresses
from marketplace.review.slots import last_slot

DEPUTIES_AFTER, DELAY_AFTER = timedelta(hours=24), timedelta(hours=72)
AT_ONCE = 500  # rows of a kind that are locked and told together; the next sweep takes the rest


class Item(NamedTuple):
    """One line of a bundle, as the outbox keeps it: no text, no link."""

    kind: str
    pk: int
    version: int


def due(review: Review[Any], at: datetime) -> QuerySet[Reviewed]:
    """Of one kind: what somebody may have to be told of. A question to the database, without the region's hours."""
    untold = Q(notified_at__isnull=True)
    for_deputies = Q(deputies_notified_at__isnull=True, notified_at__lt=at - DEPUTIES_AFTER)
    late = Q(delay_notified_at__isnull=True, submitted_at__lt=at - DELAY_AFTER)
    found: QuerySet[Reviewed] = review.model._default_manager.waiting().filter(untold | for_deputies | late)
    return found


def notify_of_what_is_due(*, at: datetime) -> None:
    """Repeatable, and at any time: what was missed while no worker ran is told by the next run."""
    send_bundle(at=at)
    notify_deputies(at=at)
    notify_of_delays(at=at)


@transaction.atomic
def send_bundle(*, at: datetime) -> None:
    """One letter about everything that came before the last of the region's hours and was not told yet."""
    untold = Q(notified_at__isnull=True, submitted_at__lt=last_slot(at, routine().hours))
    items = _note(untold, notified_at=at)
    for address, theirs in _by_address(items).items():
        bundle.queue(None, to=address, items=theirs, sent_to=masked(address))


@transaction.atomic
def notify_deputies(*, at: datetime) -> None:
    """The same to the address that stands in, about what nobody decided on within a day."""
    address = routine().deputies_email
    if not address:
        return
    items = _note(Q(deputies_notified_at__isnull=True, notified_at__lt=at - DEPUTIES_AFTER), deputies_notified_at=at)
    if items:
        bundle.queue(None, to=address, items=items, sent_to=masked(address), is_late=True)


@transaction.atomic
def notify_of_delays(*, at: datetime) -> None:
    """A line to each submitter who has waited for three days."""
    for review in reviews():
        for row in _locked(review, Q(delay_notified_at__isnull=True, submitted_at__lt=at - DELAY_AFTER)):
            review.model._default_manager.filter(pk=row.pk).update(delay_notified_at=at)
            review.letters.delay.queue(row, to=review.submitter(row), version=row.version)


def _note(which: Q, **noted: datetime) -> list[Item]:
    """The rows, locked and noted as told, oldest first."""
    found: list[tuple[datetime, Item]] = []
    for review in reviews():
        rows = _locked(review, which)
        review.model._default_manager.filter(pk__in=[row.pk for row in rows]).update(**noted)
        found += [(row.submitted_at, Item(review.kind, row.pk, row.version)) for row in rows]
    return [item for _since, item in sorted(found)]


def _locked(review: Review[Any], which: Q) -> list[Reviewed]:
    """Those that somebody else is at are theirs."""
    rows = review.model._default_manager.waiting().filter(which).select_for_update(skip_locked=True)
    return list(rows.order_by("submitted_at", "pk")[:AT_ONCE])


def _by_address(items: Collection[Item]) -> dict[str, list[Item]]:
    """To each who decides the kinds that they want to hear of."""
    found: dict[str, list[Item]] = {}
    for review in reviews():
        of_kind = [item for item in items if item.kind == review.kind]
        for address in deciding_addresses(review.letters.approval.name) if of_kind else ():
            found.setdefault(address, []).extend(of_kind)
    order: Iterable[Item] = items
    places = {item: place for place, item in enumerate(order)}
    return {address: sorted(theirs, key=places.__getitem__) for address, theirs in found.items()}
