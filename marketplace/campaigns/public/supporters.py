"""Who lends the region's campaigns a name: partners' ambassadors and companies, marked as what they are."""

from __future__ import annotations

from typing import NamedTuple

from marketplace.partners.models import Ambassador, Supporter

MOST = 6


class Supporters(NamedTuple):
    ambassador: Ambassador | None
    companies: list[Supporter]

    def __bool__(self) -> bool:
        return bool(self.ambassador or self.companies)


def supporters_of() -> Supporters:
    """Two queries."""
    people = Ambassador.objects.filter(shown_at__isnull=False).select_related("supporter", "body")
    companies = Supporter.objects.filter(shown_at__isnull=False).order_by("position", "pk")[:MOST]
    return Supporters(people.order_by("position", "pk").first(), list(companies))
