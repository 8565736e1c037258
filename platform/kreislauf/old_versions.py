"""Remove for good what was deleted or replaced in the object store long enough ago.

Most stores do this by a rule of the bucket. For one that knows none, as the one of ``deploy/compose``,
``S3_DELETED_KEPT_DAYS`` says after how many days it is done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby, islice, pairwise
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.core.files.storage import storages

AT_MOST = 10_000  # in one night; the next one goes on
Version = dict[str, Any]


def remove_old_versions(*, at: datetime) -> int:
    """How many were removed; none without the setting. Refuses with StoreUnavailable."""
    if not (settings.S3_ENDPOINT and settings.S3_DELETED_KEPT_DAYS):
        return 0
    from kreislauf.s3 import store_answers  # its client is an extra

    before = at - timedelta(days=settings.S3_DELETED_KEPT_DAYS)
    with store_answers():
        client = storages["private"].connection.meta.client  # type: ignore[attr-defined]
        pages = client.get_paginator("list_object_versions").paginate(Bucket=settings.S3_BUCKET)
        old = list(islice(_old(_by_key(pages), before), AT_MOST))
        for version in old:
            client.delete_object(Bucket=settings.S3_BUCKET, Key=version["Key"], VersionId=version["VersionId"])
    return len(old)


def _by_key(pages: Iterable[dict[str, Any]]) -> Iterator[Version]:
    """Versions and marks of deletions together, those of a key one after another, the newest first."""
    for page in pages:
        versions = [entry | {"is_mark": False} for entry in page.get("Versions", ())]
        marks = [entry | {"is_mark": True} for entry in page.get("DeleteMarkers", ())]
        yield from sorted(
            versions + marks, key=lambda one: (one["Key"], not one["IsLatest"], -one["LastModified"].timestamp())
        )


def _old(versions: Iterable[Version], before: datetime) -> Iterator[Version]:
    """What has had a newer one since before that moment.

    The mark of a deletion comes after what it hides: without it that would be a file again.
    """
    for _key, found in groupby(versions, key=itemgetter("Key")):
        # versitygw begins each page with the last entry of the page before.
        ours = list({one["VersionId"]: one for one in found}.values())
        yield from (older for newer, older in pairwise(ours) if newer["LastModified"] < before)
        if ours[0]["is_mark"] and ours[0]["LastModified"] < before:
            yield ours[0]
