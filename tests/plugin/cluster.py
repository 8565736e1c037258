"""A database for the tests on every server of a Citus cluster.

``CITUS_URL`` is a superuser's address of a database on the coordinator that has Citus, its own host and its workers
set up (``citus_set_coordinator_host``, ``citus_add_node``); no platform lives there. The same login and password work
on the workers, and the servers let each other in as any role. The whole is described in deploy/scale.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

NODES = """
SELECT nodename, nodeport FROM pg_dist_node WHERE isactive AND noderole = 'primary' AND (groupid = 0) = %s
ORDER BY nodeid"""
PLACE = """
SELECT n.nodename, n.nodeport FROM pg_dist_shard s
JOIN pg_dist_placement p USING (shardid) JOIN pg_dist_node n USING (groupid)
WHERE s.logicalrelid = format('%%I.django_migrations', %s::text)::regclass AND n.noderole = 'primary'"""
EXTENSION = "CREATE EXTENSION IF NOT EXISTS citus"


def nodes_of(cluster_url: str, *, coordinator: bool = False) -> list[tuple[str, int]]:
    """Hosts and ports of the workers, or of the coordinator, as the cluster knows them."""
    with psycopg.connect(cluster_url) as connection:
        return connection.execute(NODES, [coordinator]).fetchall()


def workers_of(cluster_url: str, *, database: str) -> list[str]:
    """An administrator's address of ``database`` on each worker."""
    return [_on(cluster_url, node, database=database) for node in nodes_of(cluster_url)]


def place_of(admin_url: str, schema: str) -> tuple[str, int]:
    """Host and port of the server that holds the schema's rows."""
    with psycopg.connect(admin_url) as admin:
        ((host, port),) = admin.execute(PLACE, [schema]).fetchall()
    return host, port


def holder_of(admin_url: str, schema: str) -> str:
    """The same database's address on the server that holds the schema's rows."""
    return _on(admin_url, place_of(admin_url, schema), database=urlsplit(admin_url).path.strip("/"))


def _on(url: str, node: tuple[str, int], *, database: str) -> str:
    parts, (host, port) = urlsplit(url), node
    login = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    return urlunsplit(parts._replace(netloc=f"{login}{host}:{port}", path=f"/{database}"))


def alone(url: str) -> str:
    """The same address for statements that concern this server only and are not passed on."""
    return f"{url}{'&' if '?' in url else '?'}options=-c%20citus.enable_ddl_propagation%3Doff"


def join_nodes(cluster_url: str, urls: Sequence[str], *, owner: str) -> None:
    """Make the new databases of ``urls``, the coordinator's first, a cluster that shards by schema for ``owner``."""
    for url in urls:
        _run(url, EXTENSION)
    coordinator, *_others = urls
    ((host, port),) = nodes_of(cluster_url, coordinator=True)
    _run(coordinator, "SELECT citus_set_coordinator_host(%s, %s)", host, port)
    for worker in nodes_of(cluster_url):
        _run(coordinator, "SELECT citus_add_node(%s, %s)", *worker)
    name = sql.Identifier(owner).as_string(None)
    _run(coordinator, f"ALTER ROLE {name} SET citus.enable_schema_based_sharding = on")


def _run(url: str, statement: str, *values: Any) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement, values or None)  # type: ignore[call-overload]
