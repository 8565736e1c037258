"""Where somebody looks after campaigns: their own business's area, or the office, which sees all of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.urls import reverse

from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, Campaigns


@dataclass(frozen=True)
class Desk:
    """``business`` is None in the office."""

    name: str  # of the routes: campaigns:<name>:list
    business: Business | None = None

    @property
    def base(self) -> str:
        return f"base_{self.name}.html"

    @property
    def is_office(self) -> bool:
        return self.business is None

    def campaigns(self) -> Campaigns:
        rows = Campaign.objects.select_related("business__category")
        return rows.filter(business=self.business) if self.business else rows.filter(handed_in_at__isnull=False)

    def campaign(self, pk: int) -> Campaign:
        """Somebody else's is not there (404), nor is to the office what nobody has handed in."""
        return get_object_or_404(self.campaigns(), pk=pk)

    def url(self, route: str, *args: object) -> str:
        return reverse(f"campaigns:{self.name}:{route}", args=args)


OFFICE = Desk("office")


def business_desk(business: Business) -> Desk:
    return Desk("business", business)
