"""What anybody may send a notice about; see ``marketplace.trust``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.listings import links
from marketplace.listings.models import Listing
from marketplace.listings.office.hide import hide, show
from marketplace.trust.noticeable import Noticeable


def _words(listing: Listing) -> str:
    pictures = [one.get("alt", "") for one in listing.pictures]
    return "\n\n".join(filter(None, [listing.title, listing.price, listing.body, *pictures]))


def _edit_address(listing: Listing) -> str:
    """Businesses sign in; everybody else has the link."""
    return links.own_address(listing) if listing.business_id is None else ""


NOTICEABLE = Noticeable(
    kind="listing",
    model=Listing,
    title=_("Anzeige"),
    rows=lambda: Listing.objects.select_related("kind", "category", "business"),
    is_shown=lambda listing: listing.is_public,
    author=lambda listing: listing.author_address,
    words=_words,
    page="listings:office:listing",
    hide=hide,
    show=show,
    edit_address=_edit_address,
)
