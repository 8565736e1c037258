"""Where a test's files lie: a folder or a bucket of its own, behind the real storage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import default_storage, storages
from django.utils.functional import empty
from pytest_django import Settings

from tests.kreislauf.fake_s3 import FakeS3, fake_s3


@contextmanager
def folder_of_its_own(settings: Settings, folder: Path) -> Iterator[Path]:
    settings.MEDIA_ROOT = folder
    forget_storage()
    yield folder
    forget_storage()


@contextmanager
def bucket_of_its_own(settings: Settings) -> Iterator[FakeS3]:
    with fake_s3() as store:
        settings.S3_ENDPOINT, settings.S3_BUCKET = store.address, "kreislauf"
        settings.S3_KEY, settings.S3_SECRET = "key", "secret"
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {"BACKEND": "kreislauf.s3.RegionS3Storage"},
            "private": {"BACKEND": "kreislauf.s3.ObjectStore", "OPTIONS": {"location": "privat"}},
        }
        forget_storage()
        yield store
    forget_storage()


def forget_storage() -> None:
    """Django keeps the first storage for the life of the process; the next one is to read the settings."""
    for name in ("default", "private"):
        storages._storages.pop(name, None)  # type: ignore[attr-defined]
    default_storage._wrapped = empty  # type: ignore[attr-defined]
