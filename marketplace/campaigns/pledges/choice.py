"""What somebody wants to give and get, and who they are, before it is a pledge."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from kreislauf.mail.address import as_stored
from marketplace.campaigns.funds.person import person_hash
from marketplace.campaigns.models import Campaign, Reward


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is backed: a reward at the price that was seen, a free amount, or both. Cents."""

    reward: Reward | None = None
    seen_cents: int = 0  # the reward with its shipping
    support_cents: int = 0

    @property
    def total_cents(self) -> int:
        return self.seen_cents + self.support_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Backer:
    """Who backs. ``public_name`` is shown beside the campaign, empty for who stays anonymous."""

    email: str
    name: str = ""
    public_name: str = ""
    message: str = ""
    address: dict[str, str] | None = None
    postcode: str = ""
    word: str = ""
    locale: str = "de"
    network: str = ""  # see marketplace.vouchers.orders.hold.network_of
    way: str = ""  # the provider that they pay by; empty: the first there is


def columns_of(campaign: Campaign, reward: Reward | None, support_cents: int, backer: Backer) -> dict[str, Any]:
    """What a pledge writes down of what was chosen, and of who chose it."""
    return {
        "campaign": campaign,
        "token": secrets.token_urlsafe(24),
        "reward": reward,
        "reward_cents": reward.price_cents if reward else 0,
        "shipping_cents": (reward.shipping_cents or 0) if reward else 0,
        "support_cents": support_cents,
        "terms": terms_of(reward) if reward else {},
        "email": as_stored(backer.email),
        "person": person_hash(backer.email),
        "name": backer.name,
        "public_name": backer.public_name,
        "message": backer.message,
        "address": backer.address,
        "postcode": backer.postcode,
        "word": backer.word,
        "locale": backer.locale,
    }


def terms_of(reward: Reward) -> dict[str, Any]:
    """The return gift as it is now, for the pledge to keep."""
    return {
        "kind": reward.kind,
        "title": reward.title,
        "text": reward.text,
        "vat_rate": reward.vat_rate,
        "deliver_by": reward.deliver_by.isoformat() if reward.deliver_by else None,
    }
