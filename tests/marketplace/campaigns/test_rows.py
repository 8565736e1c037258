"""What the database itself holds up in campaigns."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign
from tests.make import make_business
from tests.make_campaign import make_campaign, make_fund, make_pledge, make_reward


def test_a_campaign_knows_where_its_business_is_and_what_it_is_called(in_kiel: RegionCard) -> None:
    business = make_business(name="Theater am Ostwall", longitude=7.47, latitude=51.51)
    campaign = make_campaign(business=business)
    campaign.refresh_from_db()
    assert (campaign.in_category, campaign.longitude) == (business.category_id, 7.47)
    assert "ostwall" in campaign.words
    Business.objects.filter(pk=business.pk).update(closed_at=campaign.written_at)
    campaign.refresh_from_db()
    assert campaign.in_category is None
    assert [one.pk for one in Campaign.objects.running()] == [campaign.pk]


def test_a_pledge_adds_up_and_is_paid_or_closed(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = make_reward(campaign)
    pledge = make_pledge(campaign, reward=reward, reward_cents=2000, support_cents=500)
    pledge.refresh_from_db()
    assert pledge.total_cents == 2500
    for wrong in ({"support_cents": 0}, {"reward_cents": 100}, {"expired_at": pledge.created_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_pledge(campaign, **wrong)


def test_a_pot_never_holds_more_than_was_given_and_never_less_than_nothing(in_kiel: RegionCard) -> None:
    for left in (-1, 100_001):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_fund(left_cents=left)
