"""What a person says a movement is, where it was not clear."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from billing.bank.imports.effects import apply_effects, look_again
from billing.providers.bank_transfer.models import BankLine, BankRefund, TransferRequest, Verdict
from billing.providers.bank_transfer.models.line import ASKED
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record

DECIDABLE = (*ASKED, Verdict.OTHER)


class CannotDecide(Exception):
    """``args[0]`` says why, in words for whoever decides."""


@transaction.atomic
def assign(line: BankLine, wanted: TransferRequest, *, by: Actor, at: datetime) -> BankLine:
    """The money belongs to this order: what came in pays it, what went out was sent back by hand.

    Refuses with CannotDecide.
    """
    line = _undecided(line)
    if line.currency != "EUR":
        raise CannotDecide(_("Der Umsatz ist nicht in Euro. Bitte klären Sie ihn mit Ihrer Bank."))
    if wanted.account_id != line.account_id:
        raise CannotDecide(_("Die Bestellung wartet auf Geld auf einem anderen Konto."))
    line.request, line.verdict = wanted, _verdict(line, wanted)
    _decided(line, by=by, at=at)
    record("bank.assigned", line, by=by, at=at, reference=wanted.reference, cents=line.cents)
    look_again({wanted.key}, at=at)
    return line


@transaction.atomic
def assign_refund(line: BankLine, refund: BankRefund, *, by: Actor, at: datetime) -> BankLine:
    """It is this refund: leaving, or coming back. Refuses with CannotDecide."""
    line = _undecided(line)
    if refund.charge.request.account_id != line.account_id or refund.amount_cents != abs(line.cents):
        raise CannotDecide(_("Betrag oder Konto der Erstattung passt nicht zu diesem Umsatz."))
    if line.cents < 0 and refund.booked_at is not None:
        raise CannotDecide(_("Diese Erstattung ist schon abgebucht."))
    if line.cents > 0 and refund.booked_at is None:
        raise CannotDecide(_("Diese Erstattung ist noch gar nicht abgebucht."))
    line.refund, line.verdict = refund, Verdict.REFUND if line.cents < 0 else Verdict.RETURNED
    _decided(line, by=by, at=at)
    record("bank.assigned", line, by=by, at=at, cents=line.cents)
    apply_effects([line], at=at)
    return line


@transaction.atomic
def dismiss(line: BankLine, *, by: Actor, at: datetime) -> BankLine:
    """It is none of ours. Refuses with CannotDecide."""
    line = _undecided(line)
    line.verdict = Verdict.OTHER
    _decided(line, by=by, at=at)
    record("bank.dismissed", line, by=by, at=at, cents=line.cents)
    return line


@transaction.atomic
def undo(line: BankLine, *, by: Actor, at: datetime) -> BankLine:
    """Ask again, as long as nothing has come of it. Refuses with CannotDecide."""
    line = _locked(line)
    if line.decided_at is None or line.waits_since is not None:
        raise CannotDecide(_("Hier hat niemand etwas entschieden."))
    if line.used_cents or line.refund_id is not None:
        raise CannotDecide(_("Damit ist schon bezahlt oder erstattet worden. Zurück geht es nur über eine Erstattung."))
    key = line.request.key if line.request else None
    line.request, line.verdict, line.waits_since, line.decided_at = None, Verdict.AMBIGUOUS, at, None
    line.save(update_fields=["request", "verdict", "waits_since", "decided_at"])
    record("bank.undecided", line, by=by, at=at, cents=line.cents)
    if key is not None:
        look_again({key}, at=at)
    return line


def _locked(line: BankLine) -> BankLine:
    # The request's lock comes first, as where charges are made of movements.
    if line.request_id is not None:
        TransferRequest.objects.select_for_update().get(pk=line.request_id)
    return BankLine.objects.select_for_update(of=("self",)).select_related("request").get(pk=line.pk)


def _undecided(line: BankLine) -> BankLine:
    line = _locked(line)
    if line.taken_at is None or line.verdict not in DECIDABLE or line.request_id is not None:
        raise CannotDecide(_("Dieser Umsatz ist schon zugeordnet."))
    return line


def _verdict(line: BankLine, wanted: TransferRequest) -> Verdict:
    if line.cents < 0:
        return Verdict.REVERSED if line.is_reversal or line.return_reason else Verdict.BY_HAND
    arrived = sum(wanted.lines.taken().values_list("cents", flat=True)) + line.cents
    if arrived == wanted.amount_cents:
        return Verdict.MATCHED
    return Verdict.PARTIAL if arrived < wanted.amount_cents else Verdict.OVER


def _decided(line: BankLine, *, by: Actor, at: datetime) -> None:
    line.waits_since, line.decided_by, line.decided_at = None, str(by)[:254], at
    line.save(update_fields=["request", "refund", "verdict", "waits_since", "decided_by", "decided_at"])
