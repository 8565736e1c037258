"""An archive that is ready and nobody has fetched, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from kreislauf.regions import current_region, stepping_into
from kreislauf.slices import Example
from tenants.archive.models import ArchiveFile


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    card, now = current_region(), timezone.now()
    with stepping_into(None):
        kept = ArchiveFile.objects.create(
            region_id=card.id,
            asked_at=now,
            asked_by=secret,
            finished_at=now,
            expires_at=now,
            file=storages["private"].save(f"{card.schema}/{secret}.zip", ContentFile(secret.encode())),
        )
    return {f"archive:{name}": Example(kept, {"number": kept.pk}) for name in ("progress", "file")}
