"""What movements mean to us: which order one pays, which refund it is, or whether a person must say."""

from __future__ import annotations

from collections.abc import Sequence

from billing.bank.imports.look_up import Known
from billing.providers.bank_transfer.models import BankAccount, BankLine, TransferRequest, Verdict


def judge(account: BankAccount, lines: Sequence[BankLine]) -> None:
    """Give each movement its verdict and what it belongs to. Changes no row. Earlier ones of the list count for later.

    By the reference; else by the order's number and the exact amount; all else is a person's.
    """
    known = Known(account, lines)
    for line in lines:
        line.request = line.refund = None
        line.verdict = _verdict(line, known)
        _count(line, known)


def _verdict(line: BankLine, known: Known) -> Verdict:
    if line.cents == 0:
        return Verdict.ZERO
    if known.has(line):
        return Verdict.KNOWN
    return _of_credit(line, known) if line.cents > 0 else _of_debit(line, known)


def _count(line: BankLine, known: Known) -> None:
    if line.request is not None:
        known.add(line.request, line.cents)


def _of_credit(line: BankLine, known: Known) -> Verdict:
    if line.is_reversal or line.return_reason:
        return _of_return(line, known)
    found = known.requests_named(line)
    if len(found) > 1:
        return Verdict.AMBIGUOUS
    if not found:
        return _of_unnamed(line, known)
    if line.currency != "EUR":
        return Verdict.FOREIGN
    if line.batch_of:
        return Verdict.AMBIGUOUS
    return _pays(line, found[0], known)


def _pays(line: BankLine, wanted: TransferRequest, known: Known) -> Verdict:
    line.request = wanted
    sum_cents = known.arrived_cents(wanted) + line.cents
    if sum_cents == wanted.amount_cents:
        return Verdict.MATCHED
    return Verdict.PARTIAL if sum_cents < wanted.amount_cents else Verdict.OVER


def _of_unnamed(line: BankLine, known: Known) -> Verdict:
    if line.batch_of:
        return Verdict.BATCH
    numbered = known.requests_numbered(line)
    exact = [one for one in numbered if one.amount_cents == line.cents and line.currency == "EUR"]
    if len(exact) == 1:
        return _pays(line, exact[0], known)
    return Verdict.AMBIGUOUS if numbered or known.might_pay(line) else Verdict.OTHER


def _of_return(line: BankLine, known: Known) -> Verdict:
    """Money of ours that could not be delivered."""
    refund = known.refund_of(line)
    if refund is not None and refund.amount_cents == line.cents:
        line.refund = refund
        return Verdict.RETURNED
    return Verdict.AMBIGUOUS if refund is not None or known.might_return(line) else Verdict.OTHER


def _of_debit(line: BankLine, known: Known) -> Verdict:
    refund = known.refund_of(line)
    if refund is not None and refund.amount_cents == -line.cents and known.leaves_first(refund):
        line.refund = refund
        return Verdict.REFUND
    if known.run_of(line) is not None:
        return Verdict.REFUND
    if known.transfer_of(line):
        return Verdict.TRANSFER
    found = known.requests_named(line)
    if len(found) == 1 and (line.is_reversal or line.return_reason):
        line.request = found[0]
        return Verdict.REVERSED
    asked = found or refund is not None or known.is_ours(line) or known.might_send_back(line)
    return Verdict.AMBIGUOUS if asked else Verdict.OTHER
