"""What is shown as owed is what will be settled: a business that owes something back hides nothing of it."""

from __future__ import annotations

from datetime import timedelta

from billing.bank.payouts.pay import mark_paid
from kreislauf.regions import RegionCard
from marketplace.subsidies.models import Action, Settlement
from marketplace.subsidies.payouts.kind import PAYOUTS
from marketplace.subsidies.payouts.overview import overview
from marketplace.subsidies.payouts.settle import settle
from tenants.archive.balances import unpaid_cents
from tests.marketplace.subsidies.test_settle import (
    LAST_MONTH,
    NOW,
    THEN,
    action_since_last_month,
    charged_back,
    offer_of,
    sold,
)


def test_one_that_owes_something_back_hides_no_other(in_kiel: RegionCard) -> None:
    action_since_last_month()
    baker, florist = offer_of("Bäckerei Jansen"), offer_of("Blumen Petersen")
    order = sold(baker, key="paid")
    settle(LAST_MONTH, by="Ute", at=NOW)
    mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=NOW)
    charged_back(order, at=THEN + timedelta(days=1))
    sold(florist, key="open")
    sold(florist, key="later", at=NOW)

    found = overview(LAST_MONTH)
    assert (found.due_cents, found.later_cents) == (5_00, 5_00)
    assert unpaid_cents() == 10_00
    assert settle(LAST_MONTH, by="Ute", at=NOW) == 1


def test_what_comes_back_of_one_action_lowers_no_other(in_kiel: RegionCard) -> None:
    first, offer = action_since_last_month(), offer_of("Bäckerei Jansen")
    order = sold(offer, key="paid")
    settle(LAST_MONTH, by="Ute", at=NOW)
    mark_paid(PAYOUTS, Settlement.objects.get(), by="Ute", at=NOW)
    charged_back(order, at=THEN + timedelta(days=1))
    Action.objects.filter(pk=first.pk).update(stopped_at=NOW)
    action_since_last_month(name="Frühling")
    sold(offer, key="open")
    assert overview(LAST_MONTH).due_cents == unpaid_cents() == 5_00
    assert settle(LAST_MONTH, by="Ute", at=NOW) == 1
