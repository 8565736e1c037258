"""Where a listing stands on the map: at its business, else in the middle of its postcode."""

from __future__ import annotations

from marketplace.businesses.models import Business
from tenants.places.forms import pin_at


def pin_of(postcode: str, business: Business | None) -> dict[str, float | None]:
    """``latitude`` and ``longitude``; a person's street is never asked, so it is on no map."""
    if business is not None and business.latitude is not None:
        return {"latitude": business.latitude, "longitude": business.longitude}
    return pin_at(postcode)
