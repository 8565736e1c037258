"""Whether a business takes the region's vouchers."""

from __future__ import annotations

from marketplace.regionwide.models import Participation


def takes_part(business_id: int) -> bool:
    return Participation.objects.taking_part().filter(business=business_id).exists()


def hold_taking_part(business_id: int) -> bool:
    """The same, and it stays so until the end of the transaction: an end that is asked for meanwhile waits for it."""
    found = Participation.objects.taking_part().filter(business=business_id)
    return found.select_for_update(no_key=True).first() is not None
