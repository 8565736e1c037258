"""What makes each kind of mail about bank accounts be written."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from billing.bank import emails
from billing.payments.models import Attempt
from marketplace.campaigns.models import Pledge
from marketplace.vouchers.models import Order
from marketplace.vouchers.models.order import PURPOSE
from tests.billing.bank.make import make_account, make_merchant
from tests.make import make_order
from tests.make_campaign import make_campaign, make_pledge


def about_bank_accounts() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    account = make_account()
    return {
        "bank.account_changed": lambda to: emails.account_changed.queue(account, to=to, before="DE89370400440532013000")
    }


def pledge_to_be_transferred() -> Pledge:
    """A pledge that waits for a transfer."""
    pledge = make_pledge(make_campaign(), paid_at=None)
    merchant = make_merchant(business_id=pledge.campaign.business_id)
    Attempt.objects.create(
        purpose="pledge", order_id=pledge.pk, amount_cents=5000, provider="bank_transfer", merchant=merchant,
        title=str(pledge), email=pledge.email, return_url="http://kiel.localhost/danke/", created_at=timezone.now(),
    )  # fmt: skip
    return pledge


def order_to_be_transferred() -> Order:
    """An order that waits for a transfer."""
    order = make_order()
    merchant = make_merchant(business_id=order.offer.business_id)
    Attempt.objects.create(
        purpose=PURPOSE, order_id=order.pk, amount_cents=order.total_cents, provider="bank_transfer", merchant=merchant,
        title=str(order), email=order.email, return_url="http://kiel.localhost/danke/", created_at=timezone.now(),
    )  # fmt: skip
    return order
