"""What makes each kind of mail about a campaign be written to its business, to staff, and to those who get its news."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from marketplace.campaigns.models import Campaign, Update
from marketplace.campaigns.reviewed import CAMPAIGN, UPDATE
from marketplace.campaigns.updates import emails as updates
from marketplace.campaigns.writing import emails as writing
from tests.make_campaign import make_campaign, make_pledge, make_reward

NEW = {"approved_at": None, "starts_at": None}


def about_campaign_writing() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    now, campaign = timezone.now(), make_campaign()
    waiting = make_campaign(**NEW)
    asked = make_campaign(**NEW, asked_at=now, question="Wer baut die Heizung ein?")
    refused = make_campaign(**NEW, rejected_at=now, reject_reason="Das ist Werbung.")
    over = make_campaign(ended_at=now, succeeded=True)
    letters = CAMPAIGN.letters
    return {
        "campaigns.approval": lambda to: letters.approval.queue(waiting, to=to, version=waiting.version),
        "campaigns.question": lambda to: letters.question.queue(asked, to=to, version=asked.version),
        "campaigns.delay": lambda to: letters.delay.queue(waiting, to=to, version=waiting.version),
        "campaigns.rejected": lambda to: letters.rejected.queue(refused, to=to, version=refused.version),
        "campaigns.released": lambda to: writing.released.queue(campaign, to=to, version=1, is_new=True),
        "campaigns.what_became": lambda to: updates.what_became.queue(over, to=to, months=3),
        **_about_news(campaign),
    }


def _about_news(campaign: Campaign) -> dict[str, Callable[[str], object]]:
    now = timezone.now()
    public, waiting = make_update(campaign, approved_at=now, released_at=now), make_update(campaign)
    asked = make_update(campaign, asked_at=now, question="Wann kommen die Lichter?")
    refused = make_update(campaign, rejected_at=now, reject_reason="Das ist Werbung.")
    reward = make_reward(campaign, kind="thing", deliver_by=timezone.localdate() + timedelta(days=90))
    pledge = make_pledge(campaign, reward=reward, reward_cents=2000)
    letters, day = UPDATE.letters, str(reward.deliver_by)
    return {
        "campaign_updates.approval": lambda to: letters.approval.queue(waiting, to=to, version=1),
        "campaign_updates.question": lambda to: letters.question.queue(asked, to=to, version=1),
        "campaign_updates.delay": lambda to: letters.delay.queue(waiting, to=to, version=1),
        "campaign_updates.rejected": lambda to: letters.rejected.queue(refused, to=to, version=1),
        "campaigns.update_released": lambda to: updates.released.queue(public, to=to, version=1),
        "campaigns.news": lambda to: updates.news.queue(public, to=to, pledge=pledge.pk),
        "campaigns.delivery_moved": lambda to: updates.delivery_moved.queue(pledge, to=to, day=day),
    }


def make_update(campaign: Campaign, **fields: object) -> Update:
    now = timezone.now()
    values: dict[str, object] = {
        "title": "Sechs Lichter sind da",
        "text_md": "Danke! **Sechs** Lichter sind bestellt.",
        "text_html": "<p>Danke! <strong>Sechs</strong> Lichter sind bestellt.</p>",
        "key": f"neues-{Update.objects.count()}",
        "written_at": now,
        "submitted_at": now,
    }
    return Update.objects.create(campaign=campaign, **(values | fields))
