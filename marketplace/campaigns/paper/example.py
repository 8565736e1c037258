"""A line from paper with the secret word in its texts, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.campaigns.models import Campaign, Pledge, PledgeKind

OF_CAMPAIGN = ("paper", "new_paper", "paper_sheet")
OF_LINE = ("paper_receipt", "paper_cash", "paper_striking")


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``campaign``: of each area its list, and one line that its business has typed in."""
    campaign: Campaign = made["campaign"]
    now, found = timezone.now(), dict[str, Example]()
    line = Pledge.objects.create(
        campaign=campaign,
        kind=PledgeKind.PAPER,
        support_cents=2000,
        token=f"papier-{secret.lower()}",
        key=f"papier-{secret.lower()}",
        name=f"Ilse {secret}",
        created_at=now,
    )
    for area in ("business", "office"):
        found |= {f"campaigns:{area}:{name}": Example(campaign) for name in OF_CAMPAIGN}
        one = {"pk": campaign.pk, "pledge": line.pk}
        found |= {f"campaigns:{area}:{name}": Example(line, one) for name in OF_LINE}
    found["campaigns:office:paper_confirmation"] = Example(line, {"pk": campaign.pk, "pledge": line.pk})
    return found
