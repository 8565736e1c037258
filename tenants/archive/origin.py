"""Which region an archive is of: the same however it is called, and wherever it was imported."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from tenants.archive.reader import Archive
from tenants.archive.signature import public_key
from tenants.models import Region, Status


def origin_of(archive: Archive) -> UUID:
    """As the archive names it. One from before that was written here names the region by its number."""
    about = archive.about["region"]
    if "origin" in about:
        return UUID(about["origin"])
    if archive.about["key"] == public_key():
        known = Region.objects.filter(pk=about["id"], created_at=datetime.fromisoformat(about["created_at"])).first()
        if known is not None:
            return known.origin
    return uuid5(NAMESPACE_OID, f"{archive.about['key']} {about['id']} {about['created_at']}")


def region_here(origin: UUID) -> Region | None:
    """The region of this origin that lives in this installation; there is one at most."""
    return Region.objects.exclude(status=Status.GONE).filter(origin=origin).first()
