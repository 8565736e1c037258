"""Whether a business takes the region's vouchers."""

from __future__ import annotations

from marketplace.regionwide.models import Participation


def takes_part(business_id: int) -> bool:
    return Participation.objects.taking_part().filter(business=business_id).exists()


def is_asking(business_id: int) -> bool:
    """Whether it has asked, and nobody has answered yet."""
    return Participation.objects.asking().filter(business=business_id).exists()


def hold_taking_part(business_id: int) -> bool:
    """Say whether it takes part, and keep it so until the transaction ends: an end that is asked for waits for it."""
    found = Participation.objects.taking_part().filter(business=business_id)
    # Of the participation alone: a business that is closed at this moment is paid for what it takes at this moment.
    return found.select_for_update(no_key=True, of=("self",)).first() is not None
