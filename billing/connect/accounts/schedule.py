"""When the sweep asks about an account again. Events only ever make it sooner."""

from __future__ import annotations

from datetime import datetime, timedelta

from billing.payments.models import Merchant, MerchantState

YOUNG = timedelta(days=2)
AFTER = {
    MerchantState.PENDING: timedelta(days=1),
    MerchantState.RESTRICTED: timedelta(days=1),
    MerchantState.ACTIVE: timedelta(days=1),
    MerchantState.REJECTED: timedelta(days=7),
}
AFTER_SILENCE = timedelta(minutes=10)


def next_check(merchant: Merchant, *, at: datetime) -> datetime | None:
    """Hourly while somebody is probably at work on it, then daily; never of one that is gone."""
    if merchant.state == MerchantState.GONE:
        return None
    waits = merchant.state in (MerchantState.PENDING, MerchantState.RESTRICTED)
    if waits and at - merchant.changed_at < YOUNG:
        return at + timedelta(hours=1)
    return at + AFTER[MerchantState(merchant.state)]
