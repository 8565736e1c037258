"""Every migration of the platform and of a region, sent to an empty database and written down."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connections

from kreislauf.regions import PUBLIC
from tenants.engine import roles
from tenants.engine.migrate import make_extensions
from tenants.fleet.record import Recording, record
from tenants.fleet.timeouts import Timeouts

PROBE = "r_probe"


def everything() -> Iterator[Recording]:
    make_extensions()
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {PROBE}")
    for schema in (PUBLIC, PROBE):
        roles.create(schema)
        yield record(schema, timeouts=Timeouts())
    connections.close_all()
