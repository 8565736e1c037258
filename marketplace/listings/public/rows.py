"""What a list shows of a listing: plain values, which are the key of the list's cached fragment."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from marketplace.businesses.models import Business
from marketplace.listings.models import Category, Kind, Listing, Listings

ROW = (
    *("pk", "title", "price_kind", "price_cents", "pictures", "place", "shown_at", "reserved_at"),
    *("kind__name", "kind__glyph", "category__name", "category__glyph", "business__name"),
)


class ListingRow(NamedTuple):
    """As ``ROW`` reads it. Lists need not read what they do not show, least of all addresses."""

    pk: int
    title: str
    price_kind: str
    price_cents: int | None
    pictures: list[dict[str, Any]]
    place: str
    shown_at: datetime
    reserved_at: datetime | None
    kind: str
    kind_glyph: str
    category: str | None
    category_glyph: str | None
    business: str | None

    @property
    def listing(self) -> Listing:
        """A copy for the template, never to be saved."""
        return Listing(
            pk=self.pk,
            title=self.title,
            price_kind=self.price_kind,
            price_cents=self.price_cents,
            pictures=self.pictures,
            place=self.place,
            shown_at=self.shown_at,
            reserved_at=self.reserved_at,
            kind=Kind(name=self.kind, glyph=self.kind_glyph),
            category=Category(name=self.category, glyph=self.category_glyph or "") if self.category else None,
            business=Business(name=self.business) if self.business else None,
        )


def newest(found: Listings, most: int) -> list[Listing]:
    """For cards outside of the board's own list: the newest first."""
    return [ListingRow(*row).listing for row in found.order_by("-shown_at", "-pk").values_list(*ROW)[:most]]
