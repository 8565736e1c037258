"""What the office's pages show of the senders of the region at work: those that are open, and their keys."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import Http404
from django.utils import timezone

from kreislauf.regions import current_region, stepping_into
from tenants.senders.models import Dkim, DkimKey, OwnSender

STILL_NEEDED = timedelta(days=7)  # mail that a retired key signed may lie in a queue that long


def keys_of(own: OwnSender) -> tuple[DkimKey, DkimKey]:
    """The one that signs, or will, and the newest."""
    with stepping_into(None):
        valid = list(own.keys.valid().select_related("sender"))
    return next((one for one in valid if one.dkim == Dkim.FOUND), valid[-1]), valid[0]


def retired_keys() -> list[tuple[DkimKey, datetime, bool]]:
    """The region's last keys that the DNS had, until when it must have them, and whether that is over."""
    region = current_region()
    with stepping_into(None):
        keys = list(DkimKey.objects.once_used().filter(sender__region_id=region.id).select_related("sender")[:3])
    ends = [(key, key.retired_at + STILL_NEEDED) for key in keys if key.retired_at]
    return [(key, end, end < timezone.now()) for key, end in ends]


def open_senders() -> tuple[OwnSender | None, OwnSender | None]:
    """The one in use, or asked for, and the one that is to follow it."""
    region = current_region()
    with stepping_into(None):
        found = list(OwnSender.objects.open().select_related("region").filter(region_id=region.id))
    in_use = next((own for own in found if own.replaces_id is None), None)
    return in_use, next((own for own in found if own.replaces_id is not None), None)


def open_or_404() -> tuple[OwnSender, OwnSender | None]:
    own, following = open_senders()
    if own is None:
        raise Http404
    return own, following
