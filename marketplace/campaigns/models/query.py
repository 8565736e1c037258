"""What is asked of campaigns, in chains."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from marketplace.review.models import ReviewedRows
from marketplace.search.question import InWords

if TYPE_CHECKING:
    from marketplace.campaigns.models.campaign import Campaign  # noqa: F401 - the rows' type

RUNNING = Q(
    approved_at__isnull=False, closed_at__isnull=True, hidden_at__isnull=True, stopped_at__isnull=True,
    withdrawn_at__isnull=True, ended_at__isnull=True,
)  # fmt: skip


class Campaigns(InWords, ReviewedRows["Campaign"]):
    def running(self) -> Campaigns:
        """Released and not at their end: those that can be backed, if their time is not over."""
        return self.filter(RUNNING)

    def orphaned(self) -> Campaigns:
        """Running ones whose business has closed: they take nothing, and staff has to end them."""
        return self.running().filter(business__closed_at__isnull=False)

    def ended(self) -> Campaigns:
        """Public ones whose time is over."""
        return self.public().filter(ended_at__isnull=False)

    def over(self, at: datetime) -> Campaigns:
        """Running ones that should have ended by ``at``."""
        return self.running().filter(ends_at__lte=at)
