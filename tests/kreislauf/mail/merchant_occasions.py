"""What makes each kind of mail about an account that money is paid to be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from billing.payments.models import Merchant, MerchantState, Payout, PayoutState
from marketplace.merchants import emails
from tests.make import make_business


def about_accounts_of_merchants() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    business = make_business()
    asked = _merchant(business.pk, needs=[{"field": "individual.verification.document", "until": "2026-12-24"}])
    returned = Payout.objects.create(
        merchant=asked,
        provider_ref="po_1",
        amount_cents=4900,
        state=PayoutState.FAILED,
        reason="account_closed",
        arrives_on=timezone.localdate(),
        noticed_at=timezone.now(),
    )
    ready, gone = _merchant(make_business().pk), _merchant(make_business().pk, state=MerchantState.GONE)
    return {
        "merchants.invitation": lambda to: emails.invitation.queue(business, to=to),
        "merchants.needs": lambda to: emails.needs.queue(asked, to=to),
        "merchants.due": lambda to: emails.due.queue(asked, to=to),
        "merchants.payout_returned": lambda to: emails.payout_returned.queue(returned, to=to),
        "merchants.active": lambda to: emails.active.queue(ready, to=to),
        "merchants.lost": lambda to: emails.lost.queue(gone, to=to),
        "merchants.lost_office": lambda to: emails.lost_office.queue(gone, to=to),
    }


def _merchant(business_id: int, **fields: Any) -> Merchant:
    now = timezone.now()
    values: dict[str, Any] = {"state": MerchantState.ACTIVE, "opened_at": now, "changed_at": now, "livemode": False}
    closed = {"closed_at": now, "closed_because": "deauthorised"} if fields.get("state") == MerchantState.GONE else {}
    return Merchant.objects.create(
        business_id=business_id, provider="sandbox", account_ref=f"acct_{business_id}", **(values | closed | fields)
    )
