"""What a bank account has received and sent, as far as it concerns us. All amounts in euro cents."""

from billing.providers.bank_transfer.models.account import BankAccount
from billing.providers.bank_transfer.models.charge import TransferCharge, TransferLoss
from billing.providers.bank_transfer.models.line import BankImport, BankLine, ImportState, Verdict
from billing.providers.bank_transfer.models.refund import BankRefund, BankRun, PainVersion
from billing.providers.bank_transfer.models.request import TransferRequest

__all__ = [
    "BankAccount",
    "BankImport",
    "BankLine",
    "BankRefund",
    "BankRun",
    "ImportState",
    "PainVersion",
    "TransferCharge",
    "TransferLoss",
    "TransferRequest",
    "Verdict",
]
