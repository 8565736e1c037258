"""The pages about a campaign's end, for the walker of the tests."""

from __future__ import annotations

from kreislauf.slices import Example
from marketplace.campaigns.models import Campaign

OFFICE, BUSINESS = ("stopping", "resuming"), ("extending", "withdrawing")


def ending_examples(campaign: Campaign) -> dict[str, Example]:
    office = {f"campaigns:office:{name}": Example(campaign) for name in OFFICE}
    return office | {f"campaigns:business:{name}": Example(campaign) for name in BUSINESS}
