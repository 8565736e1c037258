"""All refunds that wait, in one file for the bank; a refund stands in one file at most."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from billing.bank.refunds.pain import Transfer, pain_file
from billing.providers.bank_transfer.models import BankAccount, BankRefund, BankRun, PainVersion
from billing.providers.bank_transfer.reference import spaced
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record

MOST = 1000  # transfers in one file; banks' portals take some thousand


class NothingWaits(Exception):
    """No refund of this account is ready to be sent."""


class AlreadyBooked(Exception):
    """A statement has shown debits of the file: what left cannot be taken back."""


@transaction.atomic
def make_run(account: BankAccount, *, version: str = PainVersion.V09, by: Actor, at: datetime) -> BankRun:
    """The file and its refunds, in one transaction. Refuses with NothingWaits."""
    account = BankAccount.objects.select_for_update().get(pk=account.pk)
    ready = BankRefund.objects.of_account(account).ready().order_by("requested_at", "pk")
    refunds = list(ready.select_for_update(of=("self",)).select_related("charge__request")[:MOST])
    if not refunds:
        raise NothingWaits
    message_id = f"KR{timezone.localtime(at):%y%m%d}-{secrets.token_hex(8)}"
    run = BankRun.objects.create(
        account=account,
        message_id=message_id,
        version=version,
        file=pain_file(
            account,
            [_transfer(one) for one in refunds],
            message_id=message_id,
            version=version,
            at=timezone.localtime(at),
        ),
        refunds_count=len(refunds),
        amount_cents=sum(one.amount_cents for one in refunds),
        made_at=at,
        made_by=str(by)[:254],
    )
    BankRefund.objects.filter(pk__in=[one.pk for one in refunds]).update(run=run)
    record("bank.refunds_filed", run, by=by, at=at, refunds=len(refunds), amount_cents=run.amount_cents)
    return run


@transaction.atomic
def withdraw_run(run: BankRun, *, by: Actor, at: datetime) -> None:
    """Let the file's refunds wait for another one; repeatable. Refuses with AlreadyBooked."""
    run = BankRun.objects.select_for_update().get(pk=run.pk)
    if run.withdrawn_at is not None:
        return
    if run.seen_at is not None:
        raise AlreadyBooked
    run.withdrawn_at = at
    run.save(update_fields=["withdrawn_at"])
    run.refunds.update(run=None)
    record("bank.refunds_taken_back", run, by=by, at=at)


@transaction.atomic
def set_payee(refund: BankRefund, *, name: str, iban: str, by: Actor, at: datetime) -> BankRefund:
    """Say where a refund goes that waits; one that stands in a file stays as it is."""
    refund = BankRefund.objects.select_for_update().get(pk=refund.pk)
    if refund.run_id is None and refund.booked_at is None and refund.failed_at is None:
        refund.name, refund.iban = name, iban
        refund.save(update_fields=["name", "iban"])
        record("bank.payee_set", refund, by=by, at=at)
    return refund


def _transfer(refund: BankRefund) -> Transfer:
    wanted = refund.charge.request
    words = f"Erstattung {wanted.order_number or wanted.title} {spaced(wanted.reference)}"
    return Transfer(refund.end_to_end, refund.name, refund.iban, refund.amount_cents, words)
