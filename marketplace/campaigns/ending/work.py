"""What each batch does for one backer: a letter, a call to pay, the end of a promise, the money back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from kreislauf.each import each
from kreislauf.mail.kinds import Kind
from marketplace.campaigns.ending import letters
from marketplace.campaigns.ending.reached import CONFIRMED
from marketplace.campaigns.ending.withdraw import refund_as_planned
from marketplace.campaigns.models import Batch, Occasion, Pledge
from marketplace.campaigns.models.pledge import OPEN, PAID
from marketplace.campaigns.promises.call import call_one
from marketplace.campaigns.promises.give_up import call_off_promise
from marketplace.campaigns.promises.letters import queue

AT_ONCE = 100  # letters in one transaction
_One = Callable[[Pledge, datetime], object]


def do_batches(*, at: datetime) -> None:
    """All that have something left. Repeatable."""
    each(Batch.objects.filter(done_at__isnull=True).values_list("pk", flat=True), partial(do_batch, at=at))


def do_batch(pk: int, *, at: datetime) -> None:
    """Nothing happens to a batch that is done or gone."""
    batch = Batch.objects.filter(pk=pk, done_at__isnull=True).first()
    if batch is not None:
        _WORK[Occasion(batch.occasion)](batch, at)


def _in_steps(which: Q, one: _One) -> Callable[[Batch, datetime], None]:
    """The cursor moves in the transaction that writes: a worker that dies repeats nothing and leaves nothing out."""

    def work(batch: Batch, at: datetime) -> None:
        while _step(batch.pk, which, one, at):
            pass

    return work


@transaction.atomic
def _step(pk: int, which: Q, one: _One, at: datetime) -> bool:
    # Skipped while another worker has it: that one goes on to the end.
    batch = Batch.objects.select_for_update(skip_locked=True).filter(pk=pk, done_at__isnull=True).first()
    if batch is None:
        return False
    rows = Pledge.objects.filter(which, campaign=batch.campaign_id, pk__gt=batch.last_pledge)
    rows = rows.select_for_update(of=("self",)).select_related("campaign__business", "reward")
    some = list(rows.order_by("pk")[:AT_ONCE])
    for pledge in some:
        one(pledge, at)
    batch.last_pledge = some[-1].pk if some else batch.last_pledge
    batch.done_at = None if some else at
    batch.save(update_fields=["last_pledge", "done_at"])
    return bool(some)


def _one_by_one(which: Q, one: _One) -> Callable[[Batch, datetime], None]:
    """For what asks a provider, which no transaction surrounds: each is repeatable, and the cursor follows behind."""

    def work(batch: Batch, at: datetime) -> None:
        rows = Pledge.objects.filter(which, campaign=batch.campaign_id, pk__gt=batch.last_pledge)
        for pledge in rows.select_related("campaign__business", "reward").order_by("pk"):
            one(pledge, at)
            Batch.objects.filter(pk=batch.pk).update(last_pledge=pledge.pk)
        Batch.objects.filter(pk=batch.pk).update(done_at=at)

    return work


def _write(letter: Kind[Pledge]) -> _One:
    return lambda pledge, at: queue(letter, pledge)


_BACKERS = PAID | CONFIRMED
_TO_CALL = CONFIRMED & Q(called_at__isnull=True) & ~Q(email="")
_UNPAID_PROMISES = OPEN & Q(kind="promise", paid_at__isnull=True)
_PAID_AND_KEPT = Q(paid_at__isnull=False, withdrawn_at__isnull=True)  # also those whose money is on its way back

_WORK: dict[Occasion, Callable[[Batch, datetime], None]] = {
    Occasion.CALL: _in_steps(_TO_CALL, lambda pledge, at: call_one(pledge, at=at)),
    Occasion.CALL_OFF: _one_by_one(_UNPAID_PROMISES, lambda pledge, at: call_off_promise(pledge, at=at)),
    Occasion.ENDED: _in_steps(PAID | CONFIRMED & Q(kind="paper"), _write(letters.ended)),
    Occasion.EXTENDED: _in_steps(_BACKERS, _write(letters.extended)),
    Occasion.STOPPED: _in_steps(_BACKERS, _write(letters.stopped)),
    Occasion.RESUMED: _in_steps(_BACKERS, _write(letters.resumed)),
    Occasion.WITHDRAWN: _in_steps(_PAID_AND_KEPT, _write(letters.withdrawn)),
    Occasion.REFUND: _one_by_one(PAID, lambda pledge, at: refund_as_planned(pledge, at=at)),
}
