"""By what the same text is recognised: here for thirty days, and by neighbours without seeing it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from marketplace.listings.models import Listing
from marketplace.search.fold import folded
from tenants.alike.sightings import digest_of, sight


def fingerprint(listing: Listing) -> str:
    """The keyed digest of what it says, without digits: prices and numbers differ where the text is the same."""
    letters = "".join(one for one in f"{listing.title} {listing.body}" if not one.isdigit())
    return digest_of(" ".join(folded(letters).split()))


def note_text(listing: Listing, *, at: datetime) -> None:
    """Its writer has confirmed it: keep the digest, and tell the platform. Of help nothing leaves the region."""
    listing.fingerprint = fingerprint(listing)
    listing.save(update_fields=["fingerprint"])
    if listing.fingerprint and listing.kind.is_on_show and "neighbours" in settings.SPAM_CHECKS:
        sight(listing.fingerprint, at=at)
