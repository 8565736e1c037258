"""What makes each kind of mail about bank accounts be written."""

from __future__ import annotations

from collections.abc import Callable

from billing.bank import emails
from tests.billing.bank.make import make_account


def about_bank_accounts() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    account = make_account()
    return {
        "bank.account_changed": lambda to: emails.account_changed.queue(account, to=to, before="DE89370400440532013000")
    }
