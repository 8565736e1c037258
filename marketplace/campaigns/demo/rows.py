"""Campaigns with their rewards, updates and words in the state that they would have come to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from kreislauf.demo.clock import days_ago
from kreislauf.german import midnight
from kreislauf.rich_text import rich_text
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, Reward, RewardKind, SharedWord, Update
from marketplace.vouchers.models import Offer

if TYPE_CHECKING:
    from marketplace.demo.campaigns.shape import DemoCampaign, DemoReward, DemoUpdate
    from marketplace.demo.shape import DemoRegion

DAY = timedelta(days=1)


def make_campaign(data: DemoRegion, one: DemoCampaign, business: Business) -> Campaign:
    began = days_ago(one.began, hour=9)
    ends_on = timezone.localdate(began) + one.lasts * DAY
    written = began - 3 * DAY
    campaign = Campaign.objects.create(
        business=business,
        title=one.title,
        lead=one.lead,
        text_md=one.text,
        text_html=rich_text(one.text),
        goal_cents=one.euros * 100,
        costs=[{"what": what, "cents": euros * 100, "quote": euros > 1000} for what, euros in one.costs],
        stretch=[{"text": text, "cents": euros * 100} for euros, text in one.stretch],
        mode=one.mode,
        ends_on=ends_on,
        ends_at=midnight(ends_on + DAY),
        key=f"demo-{data.label}-{one.key}",
        author_email=business.email,
        written_at=written,
        submitted_at=written,
        **_state(one, began, written),
    )
    _add_rewards(one, campaign)
    for number, update in enumerate(one.updates):
        _add_update(campaign, update, f"demo-{data.label}-{one.key}-{number}")
    words = [SharedWord(campaign=campaign, word=word, visits=visits) for word, visits in one.words]
    SharedWord.objects.bulk_create(words)
    return campaign


def _state(one: DemoCampaign, began: datetime, written: datetime) -> dict[str, Any]:
    if one.state == "draft":
        return {}
    if one.state == "waiting":
        return {"handed_in_at": written}
    if one.state == "rejected":
        return {"handed_in_at": written, "rejected_at": written + DAY, "reject_reason": one.reason}
    return {"handed_in_at": written, "approved_at": began, "starts_at": began}


def _add_rewards(one: DemoCampaign, campaign: Campaign) -> None:
    offers = {offer.title: offer for offer in Offer.objects.filter(business=campaign.business_id)}
    for position, reward in enumerate(one.rewards):
        Reward.objects.create(campaign=campaign, position=position, **_reward(campaign, reward, offers))


def _reward(campaign: Campaign, reward: DemoReward, offers: dict[str, Offer]) -> dict[str, Any]:
    owed = reward.kind in (RewardKind.THING, RewardKind.SERVICE)
    return {
        "kind": reward.kind,
        "offer": offers[reward.offer] if reward.offer else None,
        "title": reward.title,
        "text": reward.text,
        "price_cents": reward.euros * 100,
        "vat_rate": None if reward.kind == RewardKind.VOUCHER else reward.vat,
        "shipping_cents": reward.shipping * 100 if reward.shipping else None,
        "deliver_by": campaign.ends_on + reward.days * DAY if owed else None,
        "total": reward.stock,
        "left": reward.stock,
        "key": f"{campaign.key}-{reward.title}"[:64],
    }


def _add_update(campaign: Campaign, one: DemoUpdate, key: str) -> None:
    at = days_ago(one.days_ago, hour=17)
    Update.objects.create(
        campaign=campaign,
        kind=one.kind,
        title=one.title,
        text_md=one.text,
        text_html=rich_text(one.text),
        key=key,
        author_email=campaign.author_email,
        written_at=at,
        submitted_at=at,
        approved_at=at,
        released_at=at,
        mailed_at=at,
    )
