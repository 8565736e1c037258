"""How often somebody may write: from one place, with one address, in one region, and to one person."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from kreislauf.accounts.limits import address_of_client, allow_try
from marketplace.listings.models import Listing

HOUR, DAY = 3600, 86400


def may_hand_in(request: HttpRequest, email: str) -> bool:
    """A listing."""
    return _all(
        (f"listing from {address_of_client(request)}", 20, HOUR),
        (f"listing by {email.lower()}", 10, DAY),
        ("listings", 300, HOUR),
    )


def may_write_to(listing: Listing, request: HttpRequest, email: str) -> bool:
    """A message to its author, who has to bear no more than thirty a day."""
    return _all(
        (f"message from {address_of_client(request)}", 20, HOUR),
        (f"message by {email.lower()}", 10, DAY),
        (f"message to {listing.author_address.lower()}", 30, DAY),
        ("messages", 600, HOUR),
    )


def _all(*tries: tuple[str, int, int]) -> bool:
    """Counted in this order up to the first that is used up, so that one place cannot use up what is everybody's."""
    return "limits" not in settings.SPAM_CHECKS or all(allow_try(*one) for one in tries)
