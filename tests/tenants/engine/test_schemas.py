"""One question tells which regions are behind."""

from __future__ import annotations

import pytest
from django.db import connections, transaction

from kreislauf.regions import RegionCard
from tenants.engine.schemas import behind

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
BOTH = ["r_kiel", "r_dortmund"]


def test_nobody_is_behind_after_migrating(kiel: RegionCard, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(2, connection=connections["owner"]):
        assert behind(BOTH) == []


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM r_dortmund.django_migrations WHERE app = 'vouchers'",
        "UPDATE r_dortmund.django_migrations SET name = '0001_other' WHERE app = 'ledger' AND name = '0001_initial'",
        "INSERT INTO r_dortmund.django_migrations (app, name, applied) VALUES ('vouchers', '0099_tomorrow', now())",
    ],
)
def test_a_region_that_lacks_or_exceeds_a_migration_is_named(kiel: RegionCard, change: str) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(change)
        assert behind(BOTH) == ["r_dortmund"]
        transaction.set_rollback(True, using="owner")


def test_no_regions_ask_nothing(kiel: RegionCard) -> None:
    assert behind([]) == []
