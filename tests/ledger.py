"""What a test asks the ledger."""

from __future__ import annotations

from django.db.models import Sum

from billing.ledger.models import Entry
from billing.payments.models import Merchant


def balances() -> dict[str, int]:
    """Every account's balance in cents, debit positive. Accounts at zero are among them."""
    found = Entry.objects.values_list("account__code").annotate(cents=Sum("cents")).order_by("account__code")
    sums: dict[str, int] = {}
    for code, cents in found:
        sums[by_provider(code)] = sums.get(by_provider(code), 0) + int(cents)
    return sums


def by_provider(code: str) -> str:
    """``money:m17`` as ``money:sandbox``: numbers of merchants differ from run to run."""
    kind, _colon, owner = code.partition(":")
    if owner[:1] != "m" or not owner[1:].isdecimal():
        return code
    return f"{kind}:{Merchant.objects.get(pk=int(owner[1:])).provider}"
