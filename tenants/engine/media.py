"""A region's files, taken away with it."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from kreislauf.regions import RegionCard, stepping_into


def drop_media(card: RegionCard) -> None:
    """Delete every file of the region, wherever they lie. Repeatable."""
    with stepping_into(card):
        _empty("")
    if not settings.S3_ENDPOINT:
        # An object store has no folders; a disk keeps the empty ones.
        shutil.rmtree(Path(settings.MEDIA_ROOT) / card.schema, ignore_errors=True)


def _empty(folder: str) -> None:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        default_storage.delete(f"{folder}{name}")
    for name in folders:
        _empty(f"{folder}{name}/")
