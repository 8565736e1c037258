"""What a cluster answers about its servers and about a region on them."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connections, transaction

from tenants.models import Region
from tests.plugin.servers import SERVERS
from tests.tenants.engine.shape import shape_of


def on_each_node(question: str) -> list[Any]:
    """The one value that each server answers an administrator with, the coordinator first."""
    answers = []
    for url in SERVERS.nodes():
        with psycopg.connect(url) as admin:
            answers.append(admin.execute(question).fetchone()[0])  # type: ignore[call-overload, index]
    return answers


def distributed(schema: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM citus_schemas WHERE schema_name = %s::regnamespace", [schema])
        return int(cursor.fetchone()[0])


def shape(region: Region) -> list[str]:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        return shape_of(cursor, region.schema_name)
