"""Campaigns and a reward with the secret word, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.campaigns.models import Campaign, Reward, RewardKind
from marketplace.campaigns.reviewed import CAMPAIGN
from marketplace.campaigns.writing.ends import end_of
from marketplace.review.example import examples_of


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    now, word = timezone.now(), secret.lower()
    ends_on = timezone.localdate(now) + timedelta(days=30)
    facts = {
        "business": made["business"],
        "title": f"Kampagne {secret}",
        "lead": f"Worum es geht, {secret}",
        "text_md": f"Geschichte {secret}",
        "text_html": f"<p>Geschichte {secret}</p>",
        "goal_cents": 500_000,
        "costs": [{"what": f"Posten {secret}", "cents": 500_000}],
        "ends_on": ends_on,
        "ends_at": end_of(ends_on),
        "author_email": f"kampagne-{word}@example.org",
        "written_at": now,
        "submitted_at": now,
    }

    def make(name: str, **more: Any) -> Campaign:
        return Campaign.objects.create(**(facts | more), key=f"{name}-{word}")

    public = make("a", handed_in_at=now, approved_at=now, starts_at=now)
    waiting = make("b", handed_in_at=now)
    asked = make("c", handed_in_at=now, asked_at=now, question=f"Frage {secret}")
    draft = make("d")
    reward = Reward.objects.create(
        campaign=draft, kind=RewardKind.THANKS, title=f"Dank {secret}", text=secret, price_cents=2000, vat_rate=19
    )
    made.update(campaign=public, campaign_draft=draft, reward=reward)
    of_reward = {"pk": draft.pk, "reward": reward.pk}
    return {
        "campaigns:business:campaign": Example(public),
        "campaigns:business:edit": Example(draft),
        "campaigns:business:handing_in": Example(draft),
        "campaigns:business:discarding": Example(draft),
        "campaigns:business:new_reward": Example(draft),
        "campaigns:business:reward": Example(reward, of_reward),
        "campaigns:business:withdrawing_reward": Example(reward, of_reward),
        "campaigns:office:campaign": Example(public),
        "campaigns:office:hiding": Example(public),
        "campaigns:office:showing": Example(public),
        **examples_of(CAMPAIGN, waiting=waiting, asked=asked),
    }
