"""All regions are asked at once where something is to be done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from billing.payments.models import Attempt, Refund
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.models import Order
from tenants.engine.code_version import code_state
from tenants.models import Region
from tenants.regions.regions_with import regions_with
from tests.make import NOON, make_business, make_order

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def labels(*wanted: Any) -> list[str]:
    return [region.label for region in regions_with(*wanted)]


def test_only_where_a_row_fits(kiel: RegionCard, dortmund: RegionCard, django_assert_num_queries: Any) -> None:
    with stepping_into(kiel):
        make_order(created_at=NOON)
    with stepping_into(dortmund):
        make_order(created_at=NOON - timedelta(days=1))

    with django_assert_num_queries(1, connection=connections["owner"]):
        assert labels(Order.objects.filter(created_at__lt=NOON)) == ["dortmund"]
    assert labels(Order.objects.all()) == ["dortmund", "kiel"]
    assert labels(Order.objects.filter(created_at__gt=NOON)) == []


def test_one_of_several_is_enough(kiel: RegionCard, dortmund: RegionCard) -> None:
    with stepping_into(kiel):
        make_business()

    assert labels(Attempt.objects.due(NOON), Refund.objects.due(NOON)) == []
    assert labels(Attempt.objects.due(NOON), Order.objects.all()) == []
    with stepping_into(dortmund):
        make_order()
    assert labels(Attempt.objects.due(NOON), Order.objects.all()) == ["dortmund"]


def test_a_quarantined_region_is_not_asked(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        make_order()
    Region.objects.filter(label="kiel").update(quarantined_for=code_state())
    try:
        assert labels(Order.objects.all()) == []
    finally:
        Region.objects.filter(label="kiel").update(quarantined_for="")
