"""Uploaded and generated files: each region has its own folder, and no name can lead out of it."""

from __future__ import annotations

import posixpath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage

from kreislauf.regions import current_region


class StoreUnavailable(Exception):
    """The object store does not answer; the file may well be there."""


class RegionStorage(FileSystemStorage):
    """Files on this machine, in ``MEDIA_ROOT/<schema>/``.

    Names in the database carry no schema, so that a region restored under another one finds its files.
    Outside a region every call is refused with OutsideRegion.
    """

    @property
    def location(self) -> str:
        return posixpath.join(self.base_location, current_region().schema)

    def path(self, name: str) -> str:
        return super().path(inside(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return super().listdir(path or ".")


def inside(name: str) -> str:
    """The name of a file in a region's folder. Refuses with SuspiciousFileOperation what leads out of it."""
    plain = str(name).replace("\\", "/")
    if not plain or "\0" in plain or posixpath.isabs(plain) or ".." in plain.split("/"):
        raise SuspiciousFileOperation("A file name must stay inside its region's folder.")
    return plain
