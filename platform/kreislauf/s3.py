"""Files in a bucket of an S3-compatible object store (extra ``s3``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from kreislauf.regions import current_region
from kreislauf.storage import StoreUnavailable, inside


class ObjectStore(S3Storage):
    """One bucket for all. Refuses with StoreUnavailable."""

    def get_default_settings(self) -> dict[str, Any]:
        client = Config(
            s3={"addressing_style": "path"},
            signature_version="s3v4",
            # By default a page would wait a minute for a store that is gone, five times over.
            connect_timeout=2,
            read_timeout=10,
            retries={"total_max_attempts": 2},
            # Stores other than Amazon's refuse the newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        ours = {"endpoint_url": settings.S3_ENDPOINT, "bucket_name": settings.S3_BUCKET, "client_config": client}
        keys = {"access_key": settings.S3_KEY, "secret_key": settings.S3_SECRET, "file_overwrite": False}
        # Stores that check the region of a signature refuse a request without it.
        region = {"region_name": settings.S3_REGION or None}
        return {**super().get_default_settings(), **ours, **keys, **region}


@contextmanager
def store_answers() -> Iterator[None]:
    """Refuse with StoreUnavailable whatever the store's client says instead of an answer."""
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise StoreUnavailable(_reason(error)) from error


def _reason(error: Exception) -> str:
    """What was asked and the store's own word for it, such as AccessDenied, where it answered."""
    if isinstance(error, ClientError):
        return f"{error.operation_name}: {error.response.get('Error', {}).get('Code', '')}"
    return type(error).__name__


class RegionS3Storage(ObjectStore):
    """The folders of ``kreislauf.storage.RegionStorage``."""

    def _normalize_name(self, name: str) -> str:
        return f"{current_region().schema}/{inside(name) if name else ''}"

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        # Read at once, so that a store that fails, fails here and not in the middle of an answer.
        return ContentFile(super()._open(name, mode).read(), name=name)

    def undelete(self, names: Iterable[str]) -> bool:
        """Remove the newest marker under which a file of one of these ``names`` was deleted; whether there was one.

        A store without versions has no markers.
        """
        client = self.connection.meta.client
        keys = {self._normalize_name(name) for name in names}
        markers = [
            marker
            for key in keys
            for marker in client.list_object_versions(Bucket=self.bucket_name, Prefix=key).get("DeleteMarkers", ())
            if marker["Key"] == key and marker["IsLatest"]
        ]
        if not markers:
            return False
        newest = max(markers, key=lambda marker: marker["LastModified"])
        client.delete_object(Bucket=self.bucket_name, Key=newest["Key"], VersionId=newest["VersionId"])
        return True

    def url(self, name: str) -> str:
        return settings.MEDIA_URL + (filepath_to_uri(name) or "")


for _name in ("_open", "_save", "delete", "exists", "listdir", "size", "get_modified_time"):
    setattr(ObjectStore, _name, store_answers()(getattr(ObjectStore, _name)))
for _name in ("_open", "undelete"):
    setattr(RegionS3Storage, _name, store_answers()(getattr(RegionS3Storage, _name)))
