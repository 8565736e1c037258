"""What was deleted in a real object store long enough ago is gone for good, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.utils import timezone
from pytest_django import Settings

from kreislauf import old_versions
from kreislauf.old_versions import remove_old_versions
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.storage import StoreUnavailable
from tests.backup.object_store import ObjectStore
from tests.backup.test_object_store import BUCKET, away, server, store

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    # boto3 leaves its sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
__all__ = ["away", "server", "store"]
DAYS = 30
LATER = timedelta(days=DAYS, minutes=1)


@pytest.fixture(autouse=True)
def kept_for_a_month(settings: Settings) -> None:
    settings.S3_DELETED_KEPT_DAYS = DAYS


@pytest.fixture(autouse=True)
def empty(store: ObjectStore) -> Iterator[None]:
    yield
    if store.process:
        for entry in versions():
            client().delete_object(Bucket=BUCKET, Key=entry["Key"], VersionId=entry["VersionId"])


def client() -> Any:
    return storages["private"].connection.meta.client  # type: ignore[attr-defined]


def versions() -> list[dict[str, Any]]:
    page = client().list_object_versions(Bucket=BUCKET)
    return [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]


def keys() -> list[str]:
    return sorted(entry["Key"] for entry in versions())


def save(name: str, text: str = "x") -> None:
    default_storage.save(name, ContentFile(text.encode()))


def test_a_deleted_file_can_come_back_for_a_month_and_then_never(in_kiel: RegionCard) -> None:
    save("a")
    save("b")
    default_storage.delete("a")

    assert remove_old_versions(at=timezone.now() + LATER - timedelta(minutes=2)) == 0
    assert keys() == ["r_kiel/a", "r_kiel/a", "r_kiel/b"]  # the file, and the mark of its deletion
    assert remove_old_versions(at=timezone.now() + LATER) == 2

    assert keys() == ["r_kiel/b"]
    assert default_storage.open("b").read() == b"x"


def test_cut_off_anywhere_no_deleted_file_is_there_again(in_kiel: RegionCard, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        save(name)
        default_storage.delete(name)
    monkeypatch.setattr(old_versions, "AT_MOST", 1)

    for _night in range(6):
        assert remove_old_versions(at=timezone.now() + LATER) == 1
        assert not any(default_storage.exists(name) for name in ("a", "b", "c"))

    assert versions() == []
    assert remove_old_versions(at=timezone.now() + LATER) == 0


def test_what_was_replaced_goes_and_what_replaced_it_stays(in_kiel: RegionCard) -> None:
    for text in ("first", "second", "third"):
        client().put_object(Bucket=BUCKET, Key="r_kiel/a", Body=text.encode())

    assert remove_old_versions(at=timezone.now() + LATER) == 2

    assert keys() == ["r_kiel/a"]
    assert default_storage.open("a").read() == b"third"


def test_of_all_regions_and_of_private_files_alike_over_many_pages(
    in_kiel: RegionCard, dortmund: RegionCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        save(f"deleted{number}")
        save(f"kept{number}")
        default_storage.delete(f"deleted{number}")
    with stepping_into(dortmund):
        save("deleted")
        default_storage.delete("deleted")
    storages["private"].save("r_kiel/archive", ContentFile(b"x"))
    storages["private"].delete("r_kiel/archive")
    in_small_pages(monkeypatch)

    assert remove_old_versions(at=timezone.now() + LATER) == 12
    assert keys() == [f"r_kiel/kept{number}" for number in range(4)]


def in_small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    paginator = client().get_paginator("list_object_versions")
    whole = paginator.paginate
    monkeypatch.setattr(paginator, "paginate", lambda **words: whole(**words, PaginationConfig={"PageSize": 3}))
    monkeypatch.setattr(client(), "get_paginator", lambda name: paginator)


def test_without_the_setting_the_store_s_own_rule_is_trusted(in_kiel: RegionCard, settings: Settings) -> None:
    settings.S3_DELETED_KEPT_DAYS = 0
    save("a")
    default_storage.delete("a")

    assert remove_old_versions(at=timezone.now() + LATER) == 0
    assert len(versions()) == 2


def test_a_store_that_is_away_is_asked_another_night(away: None) -> None:
    with pytest.raises(StoreUnavailable):
        remove_old_versions(at=timezone.now())
