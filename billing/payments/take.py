"""Money has come in: for the order, or as surplus."""

from __future__ import annotations

from datetime import datetime

from billing.ledger.accounts import OVERPAYMENT, accounts_of, money, through
from billing.ledger.post import open_accounts, post
from billing.payments.chargeback import charged_back_cents
from billing.payments.close import took_money
from billing.payments.models import Attempt, Charge
from billing.payments.payouts import expect_payouts
from billing.providers.base import ProviderState, ReportedCharge
from kreislauf.audit.record import SYSTEM, record
from kreislauf.house import purpose


def take_charges(attempt: Attempt, reported: ProviderState, *, at: datetime) -> None:
    """Write down each charge once, the earliest first. An order takes one; what else comes in is surplus."""
    known = set(attempt.charges.values_list("provider_ref", flat=True))
    for found in sorted(reported.charges, key=lambda charge: (charge.received_at, charge.ref)):
        if found.ref not in known:
            _write_down(attempt, found, reported, at=at)


def _write_down(attempt: Attempt, found: ReportedCharge, reported: ProviderState, *, at: datetime) -> None:
    mine = [] if attempt.merchant_id is None else accounts_of(attempt.merchant_id)
    open_accounts([*mine, through(attempt.purpose), OVERPAYMENT])
    charge = Charge.objects.create(
        attempt=attempt,
        provider_ref=found.ref,
        amount_cents=found.amount_cents,
        received_at=found.received_at,
        taken=_is_taken(attempt, found, reported, at=at),
    )
    post(
        f"charge:{charge.pk}",
        at=at,
        memo=attempt.title,
        lines=[
            (money(attempt.provider, attempt.merchant_id), charge.amount_cents),
            (through(attempt.purpose) if charge.taken else OVERPAYMENT, -charge.amount_cents),
        ],
    )
    record(
        "payment.taken" if charge.taken else "payment.surplus",
        attempt,
        by=SYSTEM,
        at=at,
        amount_cents=charge.amount_cents,
        charge=charge.provider_ref,
    )
    expect_payouts(attempt, at=at)
    if charge.taken:
        # The buyer may have another page open: the sweeper closes it before it takes money a second time.
        others = Attempt.objects.of(attempt.purpose, attempt.order_id).undecided().exclude(pk=attempt.pk)
        others.update(check_at=at)


def _is_taken(attempt: Attempt, found: ReportedCharge, reported: ProviderState, *, at: datetime) -> bool:
    if found.currency != "eur":
        return False  # what it is worth in euros is not ours to say
    if took_money(attempt.purpose, attempt.order_id):
        return False
    if charged_back_cents(reported, found.ref) > 0:
        return False  # gone again before we heard of it: nothing is given out for it
    return purpose(attempt.purpose).paid(attempt.order_id, amount_cents=found.amount_cents, at=at)
