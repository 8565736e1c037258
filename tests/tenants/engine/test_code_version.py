from __future__ import annotations

from django.db.migrations.loader import MigrationLoader

from tenants.engine.code_version import code_migrations


def test_the_codes_migrations_are_those_that_django_loads() -> None:
    assert code_migrations() == frozenset(MigrationLoader(None).disk_migrations)
