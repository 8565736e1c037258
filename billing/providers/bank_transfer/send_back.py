"""Send money back: a row that waits for the next file of transfers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.payments.models import Refund
from billing.providers.bank_transfer.models import BankRefund, TransferCharge
from billing.providers.bank_transfer.settle import remaining_cents, settle


class TooMuch(Exception):
    """The charge is not one of ours, or has less left."""


@transaction.atomic
def send_back(refund: Refund, *, at: datetime) -> str:
    """Write the transfer down once and return its reference. Refuses with TooMuch.

    It goes where the money came from. Without an IBAN in the statement, with two payers, or where an earlier refund to
    it came back, a person says where.
    """
    known = BankRefund.objects.filter(key=refund.key).first()
    if known is not None:
        return known.key.hex
    charge = _locked(refund.charge.provider_ref, at=at)
    if charge is None or refund.amount_cents > remaining_cents(charge):
        raise TooMuch(f"{refund.charge.provider_ref} has less left than {refund.amount_cents} cents.")
    closed = charge.refunds.filter(iban=charge.payer_iban, return_reason__gt="").exists()
    return BankRefund.objects.create(
        key=refund.key,
        charge=charge,
        end_to_end=refund.key.hex,
        amount_cents=refund.amount_cents,
        name=charge.payer_name,
        iban="" if closed else charge.payer_iban,
        requested_at=at,
    ).key.hex


def _locked(ref: str, *, at: datetime) -> TransferCharge | None:
    """With its request held, so that two refunds at once see each other, and with what the bank has taken back."""
    found = TransferCharge.objects.filter(ref=ref).first()
    if found is not None:
        settle(found.request_id, at=at)
    return found
