"""Regions without a database, for the parts of the kit that only need to know where they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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
