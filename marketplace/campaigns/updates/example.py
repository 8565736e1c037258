"""News of a campaign with the secret word, and somebody who backs it, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.campaigns.models import Campaign, Pledge, Update
from marketplace.campaigns.updates.links import unsubscribe_address


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``campaign``; makes ``pledge``, unless another room has, and ``update``."""
    now, word = timezone.now(), secret.lower()
    campaign: Campaign = made["campaign"]
    pledge = made.get("pledge") or Pledge.objects.create(
        campaign=campaign,
        support_cents=5000,
        token=f"leser-{word}",
        key=f"leser-{word}",
        email=f"leser-{word}@example.org",
        name=f"Lena {secret}",
        created_at=now,
        paid_at=now,
        withdrawable_until=timezone.localdate(now),
    )
    update = Update.objects.create(
        campaign=campaign,
        title=f"Neues {secret}",
        text_md=f"Es geht voran, {secret}",
        text_html=f"<p>Es geht voran, {secret}</p>",
        key=f"neues-{word}",
        author_email=f"kampagne-{word}@example.org",
        written_at=now,
        submitted_at=now,
    )
    made["update"] = update
    of_campaign = {"pk": campaign.pk, "update": update.pk}
    return {
        "campaigns:business:new_update": Example(campaign),
        "campaigns:business:update": Example(update, of_campaign),
        "campaigns:office:update": Example(update),
        "campaigns:office:hiding_update": Example(update),
        "campaigns:office:showing_update": Example(update),
        "campaigns:updates:unsubscribe": Example(
            campaign, {"token": unsubscribe_address(pledge).rstrip("/").rpartition("/")[2]}
        ),
    }
