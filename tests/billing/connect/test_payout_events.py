"""An event about a payout makes the merchant's payouts due."""

from __future__ import annotations

import pytest
from django.utils import timezone

from billing.connect.inbox.handle import handle_event
from billing.connect.inbox.receive import receive
from billing.connect.models import ConnectedAccount, InboxEvent
from billing.payments.models import Merchant
from billing.providers.base import MerchantEvent
from kreislauf.regions import RegionCard, stepping_into

pytestmark = pytest.mark.django_db


def test_an_event_about_a_payout_makes_its_merchant_s_payouts_due(in_kiel: RegionCard) -> None:
    now = timezone.now()
    merchant = Merchant.objects.create(
        business_id=17, provider="sandbox", account_ref="acct_17", livemode=False, state="active", opened_at=now,
        changed_at=now,
    )  # fmt: skip
    with stepping_into(None):
        ConnectedAccount.objects.create(
            provider="sandbox", account_ref="acct_17", livemode=False, schema="r_kiel", merchant_id=merchant.pk,
            registered_at=now,
        )  # fmt: skip
        receive("sandbox", MerchantEvent(ref="evt_1", account_ref="acct_17", livemode=False, kind="payout"), at=now)
        handle_event(InboxEvent.objects.get().pk, at=now)
        assert InboxEvent.objects.get().handled_at == now

    assert list(Merchant.objects.payouts_due(now)) == [merchant]
