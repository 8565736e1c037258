"""The pages about a campaign's end, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from kreislauf.slices import Example
from marketplace.campaigns.models import Campaign

OFFICE, BUSINESS = ("stopping", "resuming"), ("extending", "withdrawing")


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``campaign``."""
    campaign: Campaign = made["campaign"]
    office = {f"campaigns:office:{name}": Example(campaign) for name in OFFICE}
    return office | {f"campaigns:business:{name}": Example(campaign) for name in BUSINESS}
