"""All settlements that wait, in one file for the region's bank; a settlement stands in one file at most."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from billing.bank.payer import Payer
from billing.bank.payouts.kind import AnyPayouts, Payouts, R, S
from billing.bank.payouts.models import AbstractSettlement
from billing.bank.refunds.pain import Transfer, pain_file
from billing.providers.bank_transfer.models import PainVersion
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record

MOST = 1000  # transfers in one file; banks' portals take some thousand
NEWEST = 12  # files, and besides them those that are not done with
MOST_LISTED = 60  # files; there is one a month, and the page of a settlement names its own


class NothingWaits(Exception):
    """No settlement with an IBAN waits for a file, or only of businesses that owe as much back."""


class AlreadyPaid(Exception):
    """Of a settlement of the file it is said that it was paid: the bank has the file."""


@transaction.atomic
def make_run(payouts: Payouts[S, R], payer: Payer, *, version: str = PainVersion.V09, by: Actor, at: datetime) -> R:
    """The file and its settlements, in one transaction. Refuses with NothingWaits."""
    ready = payouts.payable(payouts.rows.ready()).order_by(*payouts.order)
    settlements = list(ready.select_for_update(of=("self",)).select_related(*payouts.related)[:MOST])
    if not settlements:
        raise NothingWaits
    local = timezone.localtime(at)
    message_id = f"{payouts.message_prefix}{local:%y%m%d}-{secrets.token_hex(8)}"
    transfers = [
        Transfer(one.end_to_end, one.name, one.iban, one.cents, payouts.transfer_text(one)) for one in settlements
    ]
    run = payouts.files.create(
        message_id=message_id,
        payer_name=payer.name,
        payer_iban=payer.iban,
        payer_bic=payer.bic,
        version=version,
        file=pain_file(payer.account, transfers, message_id=message_id, version=version, at=local),
        settlements_count=len(settlements),
        amount_cents=sum(one.cents for one in settlements),
        made_at=at,
        made_by=str(by)[:254],
    )
    payouts.rows.filter(pk__in=[one.pk for one in settlements]).update(run=run)
    record(f"{payouts.log}.filed", run, by=by, at=at, settlements=len(settlements), amount_cents=run.amount_cents)
    return run


@transaction.atomic
def withdraw_run(payouts: Payouts[S, R], run: R, *, by: Actor, at: datetime) -> None:
    """Its settlements wait for another file; repeatable. Refuses with AlreadyPaid."""
    run = payouts.files.select_for_update().get(pk=run.pk)
    if run.withdrawn_at is not None:
        return
    # Locked: nobody notes one as paid between the question and the answer.
    if any(one.paid_at for one in payouts.inside(run).select_for_update()) or run.seen_at:
        raise AlreadyPaid
    run.withdrawn_at = at
    run.save(update_fields=["withdrawn_at"])
    payouts.inside(run).update(run=None)
    record(f"{payouts.log}.file_withdrawn", run, by=by, at=at)


def listed_runs(payouts: AnyPayouts) -> QuerySet[Any]:
    """The newest, and however old they are those of which something is not marked as paid."""
    newest = payouts.files.order_by("-made_at", "-pk").values("pk")[:NEWEST]
    still_open = payouts.rows.unpaid().filter(run__isnull=False).values("run")
    listed: QuerySet[Any] = _with_state(payouts).filter(Q(pk__in=newest) | Q(pk__in=still_open))[:MOST_LISTED]
    return listed


def run_of(payouts: AnyPayouts, settlement: AbstractSettlement) -> QuerySet[Any]:
    """The file that a settlement stands in, as one for the same list."""
    return _with_state(payouts).filter(pk=settlement.run_id)


def _with_state(payouts: AnyPayouts) -> QuerySet[Any]:
    """With ``unpaid``, how many settlements are not marked as paid, and ``executed_at``, when the last one was."""
    unpaid = Count("settlements", filter=Q(settlements__paid_at__isnull=True))
    runs = payouts.files.annotate(unpaid=unpaid, executed_at=Max("settlements__paid_at"))
    found: QuerySet[Any] = runs.defer("file").order_by("-made_at", "-pk")
    return found
