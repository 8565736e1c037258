"""Make charges of the movements that belong to a request, and losses of what left again: written once for good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Abs

from billing.providers.bank_transfer.models import BankLine, TransferCharge, TransferLoss, TransferRequest
from kreislauf.german import midnight


@transaction.atomic
def settle(request_id: int, *, at: datetime) -> TransferRequest:
    """Parts wait until the sum is there; after the time is over they are charges of their own, and go back.

    What is more than the sum is a charge of its own, too. A movement that takes money out again first takes what has
    not become a charge.
    """
    wanted = TransferRequest.objects.select_for_update().get(pk=request_id)
    lines = list(wanted.lines.taken().exclude(used_cents=Abs("cents")).order_by("booked_on", "pk"))
    ins, outs = [line for line in lines if line.cents > 0], [line for line in lines if line.cents < 0]
    _cancel_out(ins, outs)
    if wanted.paid_at is None and _left(ins) >= wanted.amount_cents:
        _charge(wanted, ins, wanted.amount_cents, ref=wanted.reference)
        wanted.paid_at = at
        wanted.save(update_fields=["paid_at"])
    if wanted.paid_at is not None or wanted.is_over(at):
        for line in ins:
            if open_cents(line):
                _charge(wanted, [line], open_cents(line), ref=f"{wanted.reference}-{line.pk}")
    for line in outs:
        _lose(wanted, line)
    return wanted


def open_cents(line: BankLine) -> int:
    """What of a movement has become nothing yet."""
    return abs(line.cents) - line.used_cents


def remaining_cents(charge: TransferCharge) -> int:
    """What of a charge has neither gone back nor been taken back."""
    back = charge.refunds.filter(failed_at__isnull=True).aggregate(cents=Sum("amount_cents"))["cents"] or 0
    lost = charge.losses.aggregate(cents=Sum("amount_cents"))["cents"] or 0
    return charge.amount_cents - int(back) - int(lost)


def _left(lines: Iterable[BankLine]) -> int:
    return sum(open_cents(line) for line in lines)


def _cancel_out(ins: list[BankLine], outs: list[BankLine]) -> None:
    for out in outs:
        for line in reversed(ins):
            cents = min(open_cents(out), open_cents(line))
            if cents:
                _use(line, cents)
                _use(out, cents)


def _charge(wanted: TransferRequest, lines: list[BankLine], cents: int, *, ref: str) -> None:
    """Of the earliest movements as much as makes ``cents``."""
    used: list[BankLine] = []
    needed = cents
    for line in lines:
        part = min(open_cents(line), needed)
        if part:
            _use(line, part)
            used.append(line)
            needed -= part
    payers = {(line.name, line.iban) if not line.iban else ("", line.iban) for line in used}
    alone = len(payers) == 1
    TransferCharge.objects.create(
        request=wanted,
        ref=ref,
        amount_cents=cents,
        received_at=max(midnight(used[-1].booked_on), wanted.opened_at),
        payer_name=used[-1].name if alone else "",
        payer_iban=used[-1].iban if alone else "",
    )


def _lose(wanted: TransferRequest, line: BankLine) -> None:
    """From the newest charge with something left: banks take back surplus before what was owed."""
    for charge in wanted.charges.order_by("-pk"):
        cents = min(open_cents(line), remaining_cents(charge))
        if cents > 0:
            TransferLoss.objects.create(
                charge=charge, line=line, amount_cents=cents, by_hand=not (line.is_reversal or line.return_reason)
            )
            _use(line, cents)


def _use(line: BankLine, cents: int) -> None:
    line.used_cents += cents
    line.save(update_fields=["used_cents"])
