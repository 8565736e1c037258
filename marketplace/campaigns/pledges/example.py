"""A pledge of a thing with a line, with the secret word in its texts, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.campaigns.models import Pledge, Reward

OF_CAMPAIGN = ("form", "order", "backers", "backers_file")
OF_TOKEN = ("pledge", "receipt", "payment", "payment_check", "withdrawal", "arrival")
OF_PLEDGE = ("sending", "unsending", "reception", "office_pledge", "office_refund", "office_line")


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``campaign``; makes ``pledge``, paid and not sent yet."""
    word, now, campaign = secret.lower(), timezone.now(), made["campaign"]
    reward = Reward.objects.create(
        campaign=campaign,
        kind="thing",
        title=f"Plakat {secret}",
        text=f"Mit Rahmen {secret}",
        price_cents=2000,
        vat_rate=19,
        shipping_cents=500,
        deliver_by=timezone.localdate(now) + timedelta(days=30),
    )
    pledge = Pledge.objects.create(
        campaign=campaign,
        reward=reward,
        reward_cents=2000,
        shipping_cents=500,
        support_cents=1000,
        holds_reward=True,
        terms={"kind": "thing", "title": reward.title, "text": reward.text, "vat_rate": 19, "deliver_by": None},
        token=f"unterstuetzung-{word}",
        key=f"gegenleistung-{word}",
        email=f"plakat-{word}@example.org",
        name=f"Ute {secret}",
        message=f"Weiter so {secret}",
        address={"street": f"Weg {secret}", "postcode": "24105", "town": "Kiel"},
        created_at=now,
        paid_at=now,
        withdrawable_until=timezone.localdate(now) + timedelta(days=60),
    )
    made.update(pledge=pledge)
    routes = {
        **dict.fromkeys(OF_CAMPAIGN, Example(campaign)),
        **dict.fromkeys(OF_TOKEN, Example(pledge)),
        **dict.fromkeys(OF_PLEDGE, Example(pledge)),
    }
    return {f"campaigns:pledges:{name}": one for name, one in routes.items()}
