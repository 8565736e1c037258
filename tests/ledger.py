"""What a test asks the ledger."""

from __future__ import annotations

from django.db.models import Sum

from billing.ledger.models import Entry


def balances() -> dict[str, int]:
    """Every account's balance in cents, debit positive. Accounts at zero are among them."""
    found = Entry.objects.values_list("account__code").annotate(cents=Sum("cents")).order_by("account__code")
    return {str(code): int(cents) for code, cents in found}
