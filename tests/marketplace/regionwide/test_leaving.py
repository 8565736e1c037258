"""A region that leaves is asked about its own vouchers: those that are open, and what it owes to who took them."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from billing.bank.payouts.pay import mark_paid
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard, stepping_into
from marketplace.regionwide.models import Settlement
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.settle import settle
from marketplace.vouchers.orders.issue import issue_paid_order
from marketplace.vouchers.till.reverse import reverse
from tenants.archive.balances import owed_cents, unpaid_cents
from tenants.archive.models import Departure
from tests.conftest import make_client
from tests.make import make_business, make_user
from tests.marketplace.regionwide.steps import make_regional, take, taking_part
from tests.marketplace.subsidies.steps import make_action, order_of
from tests.words import words

pytestmark = pytest.mark.usefixtures("in_kiel")
HOST = {"host": "kiel.localhost"}
TAKEN_OVER = {"handed_over_to": "Kiel-Marketing GmbH", "hand_over_reason": "Vertrag"}


@pytest.fixture
def chief(in_kiel: RegionCard) -> Client:
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


def test_open_vouchers_of_the_region_are_asked_about() -> None:
    take(make_regional(value_cents=50_00), taking_part(), 12_00)
    assert owed_cents(on=timezone.localdate()) == 38_00


@pytest.mark.django_db(databases=["default", "owner"])
def test_it_pays_what_was_redeemed_before_it_goes(chief: Client) -> None:
    take(make_regional(value_cents=10_00), taking_part(), 10_00)
    refused = "Die Region schuldet Betrieben noch 10,00 €."
    assert refused in words(chief.post("/verwaltung/auszug/", HOST))

    now = timezone.now()
    settle(now, by="Ute", at=now)
    assert refused in words(chief.post("/verwaltung/auszug/", HOST))

    mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=now)
    assert chief.post("/verwaltung/auszug/", HOST).status_code == 302
    with stepping_into(None):
        assert Departure.objects.get().handed_over_to == ""


@pytest.mark.django_db(databases=["default", "owner"])
def test_or_names_who_pays_it(chief: Client) -> None:
    take(make_regional(value_cents=10_00), taking_part(), 10_00)
    assert chief.post("/verwaltung/auszug/", HOST | TAKEN_OVER).status_code == 302
    with stepping_into(None):
        assert Departure.objects.get().handed_over_to == "Kiel-Marketing GmbH"


def test_who_owes_the_region_lowers_nobody_elses() -> None:
    voucher = make_regional(value_cents=50_00)
    baker, florist = taking_part(), taking_part(make_business(name="Blumen Petersen"))
    wrong = take(voucher, baker, 10_00)
    now = timezone.now()
    settle(now, by="Ute", at=now)
    mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=now)
    reverse(wrong, reason="Vertippt", by="Jan", at=now)
    take(voucher, florist, 4_00, key="b")
    assert unpaid_cents() == 4_00


def test_what_it_adds_to_vouchers_is_owed_as_well() -> None:
    make_action()
    order = order_of()
    with transaction.atomic():
        issue_paid_order(order.pk, amount_cents=order.total_cents, at=timezone.now())
    assert unpaid_cents() == 5_00
