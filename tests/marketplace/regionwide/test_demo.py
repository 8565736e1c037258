"""The demo's region sells a voucher that several businesses take, and settles with them: once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from marketplace.businesses.models import Business
from marketplace.demo.regions import KIEL
from marketplace.regionwide.models import Claim, Participation, Run, Settlement
from marketplace.regionwide.payouts.overview import month_start
from marketplace.vouchers.demo.regional import TAKERS, sell_for_the_region
from marketplace.vouchers.models import Order
from tests.make import make_business
from tests.marketplace.regionwide.steps import accounts

pytestmark = pytest.mark.usefixtures("in_kiel")


def test_kiel_sells_and_settles_once() -> None:
    for number in range(TAKERS + 2):
        make_business(name=f"Laden {number}")

    sell_for_the_region(KIEL, "Stadtmarketing")
    orders, claims = Order.objects.count(), Claim.objects.count()
    sell_for_the_region(KIEL, "Stadtmarketing")

    assert (Order.objects.count(), Claim.objects.count()) == (orders, claims)
    assert Business.objects.get(is_region=True).name == "Stadt Kiel"
    assert (Participation.objects.taking_part().count(), Participation.objects.asking().count()) == (TAKERS, 1)
    assert claims >= 10
    assert not Settlement.objects.unpaid().exists()
    assert not Claim.objects.filter(settlement=None, at__lt=month_start(timezone.now())).exists()
    assert Run.objects.get().amount_cents == sum(Settlement.objects.values_list("cents", flat=True))
    assert sum(accounts().values()) == 0
