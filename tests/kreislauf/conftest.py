"""Regions without a database, for the parts of the kit that only need to know where they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import storages
from pytest_django import Settings

from kreislauf.regions import RegionCard, stepping_into

KIEL = RegionCard(
    id=1,
    schema="r_kiel",
    name="Kiel hilft Kiel",
    label="kiel",
    kind="kreisfreie-stadt",
    host="kiel.localhost",
    status="live",
    version=1,
)
DORTMUND = RegionCard(
    id=2,
    schema="r_dortmund",
    name="Wir stehen hinter dir",
    label="dortmund",
    kind="kreisfreie-stadt",
    host="dortmund.localhost",
    status="live",
    version=1,
)


@pytest.fixture
def inside_kiel() -> Iterator[RegionCard]:
    with stepping_into(KIEL):
        yield KIEL


@pytest.fixture
def media_folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """An empty ``MEDIA_ROOT`` behind the real storage."""
    settings.MEDIA_ROOT = tmp_path
    storages._storages.pop("default", None)  # type: ignore[attr-defined]
    del_default_storage()
    yield tmp_path
    storages._storages.pop("default", None)  # type: ignore[attr-defined]
    del_default_storage()


def del_default_storage() -> None:
    """Django keeps the first storage for the life of the process; the folder of this test needs a new one."""
    from django.core.files.storage import default_storage
    from django.utils.functional import empty

    default_storage._wrapped = empty  # type: ignore[attr-defined]
