"""The fixture that takes the place of pytest-django's, which would make a second database beside ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.plugin.servers import SERVERS


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """An empty platform: the public schema with its tables, no region yet."""
    from tenants.engine.migrate import prepare_public

    SERVERS.make_database()
    with django_db_blocker.unblock():
        prepare_public()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    SERVERS.drop_database()
