"""All settlements that wait, in one file for the region's bank; a settlement stands in one file at most."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from billing.bank.refunds.pain import Transfer, pain_file
from billing.providers.bank_transfer.models import BankAccount, PainVersion
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.subsidies.models import Run, Settlement

MOST = 1000  # transfers in one file; banks' portals take some thousand


class NothingWaits(Exception):
    """No settlement with an IBAN waits for a file."""


class AlreadyPaid(Exception):
    """A settlement of the file is marked as paid: it is at the bank."""


@dataclass(frozen=True, slots=True)
class Payer:
    """The region's account that the money leaves."""

    name: str
    iban: str
    bic: str = ""


@transaction.atomic
def make_run(payer: Payer, *, version: str = PainVersion.V09, by: Actor, at: datetime) -> Run:
    """The file and its settlements, in one transaction. Refuses with NothingWaits."""
    ready = Settlement.objects.ready().order_by("month", "pk").select_for_update(of=("self",))
    settlements = list(ready.select_related("action")[:MOST])
    if not settlements:
        raise NothingWaits
    local, message_id = timezone.localtime(at), f"KZ{timezone.localtime(at):%y%m%d}-{secrets.token_hex(8)}"
    account = BankAccount(holder=payer.name, iban=payer.iban, bic=payer.bic)
    transfers = [_transfer(one) for one in settlements]
    run = Run.objects.create(
        message_id=message_id,
        payer_name=payer.name,
        payer_iban=payer.iban,
        payer_bic=payer.bic,
        version=version,
        file=pain_file(account, transfers, message_id=message_id, version=version, at=local),
        settlements_count=len(settlements),
        amount_cents=sum(one.cents for one in settlements),
        made_at=at,
        made_by=str(by)[:254],
    )
    Settlement.objects.filter(pk__in=[one.pk for one in settlements]).update(run=run)
    record("subsidy.filed", run, by=by, at=at, settlements=len(settlements), amount_cents=run.amount_cents)
    return run


@transaction.atomic
def withdraw_run(run: Run, *, by: Actor, at: datetime) -> None:
    """Its settlements wait for another file; repeatable. Refuses with AlreadyPaid."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.withdrawn_at is not None:
        return
    if run.settlements.filter(paid_at__isnull=False).exists():
        raise AlreadyPaid
    run.withdrawn_at = at
    run.save(update_fields=["withdrawn_at"])
    run.settlements.update(run=None)
    record("subsidy.file_withdrawn", run, by=by, at=at)


def _transfer(settlement: Settlement) -> Transfer:
    action = settlement.action
    words = " ".join(filter(None, [f"Zuschuss Gutscheine {settlement}", action.decision_number, action.name]))
    return Transfer(f"ZUSCHUSS-{settlement.pk}", settlement.name, settlement.iban, settlement.cents, words)
