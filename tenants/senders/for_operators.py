"""What operators see of regions' senders."""

from __future__ import annotations

from tenants.models import Region
from tenants.senders.models import OwnSender
from tenants.senders.words import Badge, badge


def senders_of(region: Region) -> list[tuple[OwnSender, Badge, list[str]]]:
    """All of a region's senders, open and closed, the newest first: state, and what the last check found."""
    found = OwnSender.objects.filter(region=region).order_by("-requested_at", "-pk")
    return [
        (own, badge(own), [own.get_dkim_display(), own.get_spf_display(), own.get_dmarc_display()]) for own in found
    ]


def disturbed() -> list[int]:
    """The regions that send by the platform's address because their own one's DNS is wrong, the longest first."""
    found = OwnSender.objects.open().filter(lost_since__isnull=False).order_by("lost_since", "pk")
    return list(found.values_list("region_id", flat=True))
