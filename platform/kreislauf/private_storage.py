"""Files that no address leads to."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage


def private_storage() -> Storage:
    """A view that knows who asks hands its files over. Names begin with the schema."""
    if not settings.S3_ENDPOINT:
        return FileSystemStorage(location=settings.HOME / "privat")
    # The extra is not installed where files lie on the disk.
    from kreislauf.s3 import ObjectStore

    store: Storage = ObjectStore(location="privat")
    return store
