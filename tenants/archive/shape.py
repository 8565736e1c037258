"""A schema to read an archive into: like our own tables, or as they were when the archive was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from psycopg import sql

from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.code import code_migrations
from tenants.engine.prepare import migrate_schema
from tenants.engine.template import make_schema

Step = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """A schema that belongs to no region yet."""

    schema_name: str


def make_shape(schema: str, *, without: set[Step], fill: Callable[[Any], None]) -> None:
    """Make the schema as it was before the migrations ``without``, have it filled, then bring it to the code's state.

    So the data goes through the same migrations as in a region that stayed here.
    """
    place = Place(schema)
    if not without:
        make_schema(schema)
        fill(place)
        return
    _make_older(place, without)
    fill(place)
    migrate_schema(schema)


def _make_older(place: Place, without: set[Step]) -> None:
    roles.create(place.schema_name)
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(place.schema_name)))
    with stepping_into(place):
        executor = MigrationExecutor(connections["owner"])
        executor.migrate(_last_of_each_app(executor.loader.graph, code_migrations() - without))


def _last_of_each_app(graph: MigrationGraph, state: frozenset[Step]) -> list[Step]:
    """Where each app stands: Django takes a target that has a successor for a wish to go back to it."""
    return sorted(
        step
        for step in state
        if not any(child.key in state and child.key[0] == step[0] for child in graph.node_map[step].children)
    )
