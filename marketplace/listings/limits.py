"""How often somebody may write: from one place, with one address, and in one region.

What one author has to bear is counted when a message is forwarded (``contact.write.forward``): before its writer has
confirmed an address, anybody could use it up for everybody else.
"""

from __future__ import annotations

from enum import Enum, auto

from django.conf import settings
from django.http import HttpRequest

from kreislauf.accounts.limits import address_of_client, allow_try

HOUR, DAY = 3600, 86400


class Limit(Enum):
    """Which limit is used up."""

    PLACE = auto()
    ADDRESS = auto()
    REGION = auto()


def too_many_listings(request: HttpRequest, email: str) -> Limit | None:
    return _used_up(
        (Limit.PLACE, f"listing from {address_of_client(request)}", 20, HOUR),
        (Limit.ADDRESS, f"listing by {email.lower()}", 10, DAY),
        (Limit.REGION, "listings", 300, HOUR),
    )


def too_many_messages(request: HttpRequest, email: str) -> Limit | None:
    return _used_up(
        (Limit.PLACE, f"message from {address_of_client(request)}", 20, HOUR),
        (Limit.ADDRESS, f"message by {email.lower()}", 10, DAY),
        (Limit.REGION, "messages", 600, HOUR),
    )


def _used_up(*tries: tuple[Limit, str, int, int]) -> Limit | None:
    """Counted in this order up to the first that is used up, so that one place cannot use up what is everybody's."""
    if "limits" not in settings.SPAM_CHECKS:
        return None
    return next((limit for limit, name, most, seconds in tries if not allow_try(name, most, seconds)), None)
