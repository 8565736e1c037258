"""The account that money leaves when the region transfers to others."""

from __future__ import annotations

from dataclasses import dataclass

from billing.providers.bank_transfer.models import BankAccount


@dataclass(frozen=True, slots=True)
class Payer:
    """Any account of the region; the one that buyers transfer to is only the usual one."""

    name: str
    iban: str
    bic: str = ""

    @property
    def account(self) -> BankAccount:
        """As a file for the bank wants it; not stored."""
        return BankAccount(holder=self.name, iban=self.iban, bic=self.bic)
