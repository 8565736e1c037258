"""A region's files: list them, and delete them with the region."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from kreislauf.regions import RegionCard, stepping_into


def file_names(folder: str = "") -> Iterator[str]:
    """The name of every file of the current region, in the order of the alphabet, a folder's own files first."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in sorted(files) if name)
    for name in sorted(folders):
        yield from file_names(f"{folder}{name}/")


def drop_media(card: RegionCard) -> None:
    """Delete every file of the region. Idempotent."""
    with stepping_into(card):
        for name in list(file_names()):
            default_storage.delete(name)
    if not settings.S3_ENDPOINT:
        # An object store has no folders; a disk keeps the empty ones.
        shutil.rmtree(Path(settings.MEDIA_ROOT) / card.schema, ignore_errors=True)
