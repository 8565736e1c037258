"""Which account of a bookkeeping stands for what of ours, and what is usual in SKR03 and SKR04."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SKR03, SKR04 = "03", "04"

# With four digits. A longer bookkeeping adds zeros at the end: 8400 → 84000.
USUAL: dict[str, dict[str, str]] = {
    SKR03: {
        "money": "1360",  # Geldtransit: the provider has it, the bank not yet
        "bank": "1200",
        "open": "1700",  # Sonstige Verbindlichkeiten
        "revenue_19": "8400",
        "revenue_7": "8300",
        "revenue_0": "8200",
        "till": "1792",  # Sonstige Verrechnungskonten
        "clearing": "1590",  # Durchlaufende Posten
        "fees": "4970",  # Nebenkosten des Geldverkehrs
        "claims": "1500",  # Sonstige Vermögensgegenstände
    },
    SKR04: {
        "money": "1460",
        "bank": "1800",
        "open": "3500",
        "revenue_19": "4400",
        "revenue_7": "4300",
        "revenue_0": "4200",
        "till": "3630",
        "clearing": "1370",
        "fees": "6855",
        "claims": "1300",
    },
}
# They know their tax rate themselves, and DATEV refuses a tax key beside them.
AUTOMATIC = {SKR03: ("8300", "8400"), SKR04: ("4300", "4400")}
NAMES = tuple(USUAL[SKR03])


def usual(name: str, *, chart: str, length: int) -> str:
    return USUAL[chart][name].ljust(length, "0")


def is_automatic(account: str, *, chart: str) -> bool:
    return account.rstrip("0") in {automatic.rstrip("0") for automatic in AUTOMATIC[chart]}


@dataclass(frozen=True, slots=True)
class Chart:
    """``accounts`` has one for each of NAMES; ``tax_keys`` belong to the revenue at 19 and 7 per cent.

    ``taxed_at`` is how redeemed multi-purpose vouchers are booked: a rate, or None where the till books the sale and
    our file only moves what was owed to the account „till“.
    """

    accounts: Mapping[str, str]
    tax_keys: Mapping[int, str]
    taxed_at: int | None

    def revenue(self, rate: int) -> tuple[str, str]:
        """Account and tax key."""
        return self.accounts[f"revenue_{rate}"], self.tax_keys.get(rate, "")
