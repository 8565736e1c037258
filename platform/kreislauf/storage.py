"""Uploaded and generated files: each region has its own folder, and no name can lead out of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage
from django.utils._os import safe_join
from django.utils.deconstruct import deconstructible
from django.utils.encoding import filepath_to_uri

from kreislauf.regions import current_region


class StoreUnavailable(Exception):
    """The object store does not answer; the file may well be there."""


@deconstructible(path="kreislauf.storage.RegionStorage")
class RegionStorage(Storage):
    """Files on this machine, in ``MEDIA_ROOT/<schema>/``.

    Names in the database carry no schema, so that a region restored under another one finds its files.
    Outside a region every call is refused with OutsideRegion.
    """

    def __init__(self) -> None:
        self.inner: Storage = self._inner()

    def _inner(self) -> Storage:
        return FileSystemStorage(location=settings.MEDIA_ROOT, base_url=None)

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        return self.inner.open(region_path(name), mode)

    def _save(self, name: str, content: File[Any]) -> str:
        stored = self.inner.save(region_path(name), content)
        return stored.replace("\\", "/").removeprefix(f"{current_region().schema}/")

    def delete(self, name: str) -> None:
        self.inner.delete(region_path(name))

    def exists(self, name: str) -> bool:
        return self.inner.exists(region_path(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return self.inner.listdir(region_path(path) if path else current_region().schema)

    def size(self, name: str) -> int:
        return self.inner.size(region_path(name))

    def get_modified_time(self, name: str) -> datetime:
        return self.inner.get_modified_time(region_path(name))

    def url(self, name: str | None) -> str:
        if not name:
            raise ValueError("This file has no address.")
        return settings.MEDIA_URL + (filepath_to_uri(name) or "").lstrip("/")


@deconstructible(path="kreislauf.storage.RegionS3Storage")
class RegionS3Storage(RegionStorage):
    """The same folders in a bucket of an S3-compatible object store (extra ``s3``). Refuses with StoreUnavailable."""

    def _inner(self) -> Storage:
        return _object_store()

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        with _store_answers():
            # Read at once, so that a store that fails, fails here and not in the middle of an answer.
            return ContentFile(super()._open(name, mode).read(), name=name)

    def _save(self, name: str, content: File[Any]) -> str:
        with _store_answers():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with _store_answers():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _store_answers():
            return super().exists(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with _store_answers():
            return super().listdir(path)

    def size(self, name: str) -> int:
        with _store_answers():
            return super().size(name)

    def get_modified_time(self, name: str) -> datetime:
        with _store_answers():
            return super().get_modified_time(name)


def private_storage() -> Storage:
    """Files that no address leads to; a view that knows who asks hands them over. Names begin with the schema."""
    return _object_store("privat") if settings.S3_ENDPOINT else FileSystemStorage(location=settings.HOME / "privat")


def _object_store(folder: str = "") -> Storage:
    # The extra is not installed where files lie on the disk.
    from botocore.config import Config
    from storages.backends.s3 import S3Storage

    store: Storage = S3Storage(
        endpoint_url=settings.S3_ENDPOINT,
        bucket_name=settings.S3_BUCKET,
        access_key=settings.S3_KEY,
        secret_key=settings.S3_SECRET,
        default_acl=None,
        file_overwrite=True,
        location=folder,
        client_config=Config(
            s3={"addressing_style": "path"},
            signature_version="s3v4",
            # By default a page would wait a minute for a store that is gone, five times over.
            connect_timeout=2,
            read_timeout=10,
            retries={"total_max_attempts": 2},
            # Stores other than Amazon's refuse the newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )
    return store


@contextmanager
def _store_answers() -> Iterator[None]:
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise StoreUnavailable(type(error).__name__) from error


def region_path(name: str) -> str:
    """``logos/a.webp`` → ``r_kiel/logos/a.webp``. Refuses with SuspiciousFileOperation what leads out of the folder."""
    schema = current_region().schema
    plain = str(name).replace("\\", "/")
    if not plain or "\0" in plain or posixpath.isabs(plain) or ".." in plain.split("/"):
        raise SuspiciousFileOperation("A file name must stay inside its region's folder.")
    safe_join(f"/{schema}", plain)
    return f"{schema}/{posixpath.normpath(plain)}"
