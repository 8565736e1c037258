"""Questions to the ledger, all in euro cents, debit positive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Sum

from billing.ledger.accounts import claim_of, open_of, redeemed_of
from billing.ledger.models import Entry, Journal


@dataclass(frozen=True, slots=True)
class BusinessBalance:
    """What one business's vouchers stand at; the signs are taken off, as people say it."""

    business_id: int
    open_cents: int = 0
    redeemed_cents: int = 0
    claim_cents: int = 0


def balances(*, until: datetime | None = None) -> dict[str, int]:
    """Every account's balance, or what it was at a moment. Accounts at zero are among them."""
    entries = Entry.objects.all() if until is None else Entry.objects.filter(journal__at__lte=until)
    found = entries.values_list("account__code").annotate(cents=Sum("cents")).order_by("account__code")
    return {str(code): int(cents) for code, cents in found}


def balance(code: str) -> int:
    """One account's balance; zero for one that nothing was ever posted to."""
    return Entry.objects.filter(account__code=code).aggregate(cents=Sum("cents"))["cents"] or 0


def business_balances(business_ids: Iterable[int]) -> dict[int, BusinessBalance]:
    """Several businesses in one query; those without vouchers stand at zero."""
    wanted = list(business_ids)
    codes = {
        account(business_id): (business_id, field, sign) for business_id in wanted for account, field, sign in _FIELDS
    }
    values: dict[int, dict[str, int]] = {business_id: {} for business_id in wanted}
    found = Entry.objects.filter(account__code__in=codes).values_list("account__code").annotate(cents=Sum("cents"))
    for code, cents in found:
        business_id, field, sign = codes[code]
        values[business_id][field] = sign * cents
    return {business_id: BusinessBalance(business_id, **values[business_id]) for business_id in wanted}


def journals(*, account: str = "") -> QuerySet[Journal]:
    """The journals, newest first, with their lines; of one account only, if one is named. Two queries for a page."""
    found = Journal.objects.prefetch_related("entries__account")
    if account:
        found = found.filter(pk__in=Entry.objects.filter(account__code=account).values("journal"))
    return found


_FIELDS = (
    (open_of, "open_cents", -1),
    (redeemed_of, "redeemed_cents", -1),
    (claim_of, "claim_cents", 1),
)
