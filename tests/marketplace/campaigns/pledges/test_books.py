"""What the books of a business say of pledges: the tax adviser's file, the yearly count, the monthly statement."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from billing.providers.sandbox import world
from billing.providers.sandbox.models import SandboxCharge
from kreislauf.regions import RegionCard
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.pledges.deliver import send
from marketplace.campaigns.pledges.withdraw import withdraw
from marketplace.vouchers.books.datev.bookings import booked
from marketplace.vouchers.books.datev.chart import SKR03, USUAL, Chart
from marketplace.vouchers.books.datev.journals import Scope, written
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.books.platform_tax.threshold import near, years_of
from marketplace.vouchers.books.statement import months, statement
from tests.make_campaign import make_campaign, make_pledge, make_reward
from tests.marketplace.campaigns.pledges.steps import backed, look, refunds_arrive
from tests.marketplace.campaigns.pledges.test_money import thing, voucher

pytestmark = pytest.mark.django_db

CHART = Chart(USUAL[SKR03], {19: "", 7: ""}, None)
NAMES = {number: name for name, number in USUAL[SKR03].items()}


def moved(campaign: Campaign) -> dict[str, int]:
    """What the adviser's accounts come to, debit positive."""
    sums: dict[str, int] = {}
    period = Period(date(2020, 1, 1), date(2099, 12, 31))
    for one in booked(list(written(Scope.BUSINESS, campaign.business, period)), CHART):
        for line in one.bookings:
            cents = line.cents if line.is_debit else -line.cents
            sums[NAMES[line.account]] = sums.get(NAMES[line.account], 0) + cents
            sums[NAMES[line.against]] = sums.get(NAMES[line.against], 0) - cents
    return {name: cents for name, cents in sums.items() if cents and name not in ("money", "fees", "bank")}


def test_a_reward_is_revenue_at_its_rate_and_support_without_tax(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = backed(campaign, thing(campaign), support_cents=1000)
    assert moved(campaign) == {"revenue_19": -2500, "revenue_0": -1000}
    send(pledge, by="Jan", at=timezone.now())
    assert moved(campaign) == {"revenue_19": -2500, "revenue_0": -1000}
    refunds_arrive(withdraw(pledge, at=timezone.now()))
    assert moved(campaign) == {}


def test_a_voucher_is_booked_as_every_voucher(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    backed(campaign, voucher(campaign), support_cents=500)
    assert moved(campaign) == {"open": -3000, "revenue_0": -500}


def test_the_yearly_count_knows_what_was_sold_by_pledges(in_kiel: RegionCard) -> None:
    campaign, year = make_campaign(), timezone.localdate().year
    backed(campaign, thing(campaign), support_cents=1000, key="a")
    backed(campaign, voucher(campaign), key="b")
    back = backed(campaign, thing(campaign), key="c")
    refunds_arrive(withdraw(back, at=timezone.now()))
    sold = years_of([campaign.business_id], year)[campaign.business_id]
    assert (sold.count, sold.cents) == (2, 2500 + 3000)
    assert list(near(year)) == []
    reward = make_reward(campaign, price_cents=170_000)
    make_pledge(campaign, reward=reward, reward_cents=170_000)
    assert list(near(year)) == [campaign.business]


def test_a_statement_of_the_month_shows_the_voucher_and_a_dispute_that_was_won(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = backed(campaign, voucher(campaign))
    charge = SandboxCharge.objects.get()
    world.dispute(charge)
    look(pledge)
    world.decide_dispute(charge, won=True)
    look(pledge)
    found = statement(campaign.business, timezone.localdate())
    assert [(line.kind, line.cents) for line in found.lines] == [("issue", 3000), ("block", -3000), ("restore", 3000)]
    assert (found.closing_cents, [one.returned_cents for one in months(campaign.business)]) == (3000, [0])
