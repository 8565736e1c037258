"""Merchants, tries to pay, the money that came of them, and where it went. All amounts in euro cents."""

from billing.payments.models.attempt import UNDECIDED, Attempt, Attempts, AttemptState
from billing.payments.models.charge import Charge, Chargeback, ChargebackKind
from billing.payments.models.merchant import ClosedBecause, Merchant, Merchants, MerchantState
from billing.payments.models.payout import Payout, PayoutLine, PayoutLineKind, PayoutState
from billing.payments.models.refund import IN_FLIGHT, Refund, Refunds, RefundState

__all__ = [
    "IN_FLIGHT",
    "UNDECIDED",
    "Attempt",
    "AttemptState",
    "Attempts",
    "Charge",
    "Chargeback",
    "ChargebackKind",
    "ClosedBecause",
    "Merchant",
    "MerchantState",
    "Merchants",
    "Payout",
    "PayoutLine",
    "PayoutLineKind",
    "PayoutState",
    "Refund",
    "RefundState",
    "Refunds",
]
