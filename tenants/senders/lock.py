"""Lock a region's senders, always in one order: the one in use and the one that is to follow it change together."""

from __future__ import annotations

from tenants.senders.models import OwnSender


def locked(pk: int) -> OwnSender | None:
    """``None`` once it is closed. The caller has opened the transaction."""
    region = OwnSender.objects.filter(pk=pk).values("region_id")
    found = OwnSender.objects.open().filter(region_id__in=region).order_by("pk")
    rows = {own.pk: own for own in found.select_for_update(of=("self",)).select_related("region")}
    own = rows.get(pk)
    if own is not None and own.replaces_id is not None:
        own.replaces = rows.get(own.replaces_id)  # as the lock found it
    return own
