"""A hundred neighbours on a budget for exactly fifty: fifty get their five euros, to the cent."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from marketplace.subsidies.models import Line, Subsidy
from marketplace.subsidies.reserve import SubsidyChanged
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.orders.issue import issue_paid_order
from tests.make import make_offer
from tests.marketplace.subsidies.steps import left, make_action, order_of

pytestmark = pytest.mark.django_db(transaction=True)

BUYERS, AT_ONCE = 100, 20


def test_a_hundred_orders_at_once_get_fifty_subsidies(in_kiel: RegionCard) -> None:
    action = make_action(budget_cents=250_00)
    offer = make_offer(price_cents=20_00)
    start, waited = threading.Barrier(AT_ONCE), threading.local()

    def buy(number: int) -> str:
        if not getattr(waited, "done", False):
            waited.done = True
            start.wait(timeout=60)
        try:
            with stepping_into(in_kiel):
                order = order_of(offer, key=f"form-{number}", email=f"n{number}@example.org", subsidy_cents=5_00)
                with transaction.atomic():
                    issue_paid_order(order.pk, amount_cents=20_00, at=timezone.now())
                return "25"
        except SubsidyChanged as refused:
            return f"asked again: {refused.unit_cents}"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as buyers:
        answers = Counter(buyers.map(buy, range(BUYERS)))

    assert answers == {"25": 50, "asked again: 0": 50}
    assert (left(action), Subsidy.objects.count(), Order.objects.count()) == (0, 50, 50)
    assert {*Voucher.objects.values_list("value_cents", "subsidy_cents")} == {(25_00, 5_00)}
    assert sum(Line.objects.values_list("cents", flat=True)) == 250_00
