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
SETTINGS = """
SELECT current_setting('wal_level') = 'logical', current_setting('max_prepared_transactions')::integer > 0,
  (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"""
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


def unfit(cluster_url: str) -> list[str]:
    """What keeps these tests from running on the cluster, in sentences."""
    try:
        workers = nodes_of(cluster_url)
    except psycopg.Error as problem:
        return [f"CITUS_URL names no database with Citus that lets us in: {problem}".strip()]
    found = [] if len(workers) > 1 else ["The cluster has fewer than two active workers: SELECT citus_add_node(…)."]
    name = urlsplit(cluster_url).path.strip("/")
    for url in (cluster_url, *workers_of(cluster_url, database=name)):
        try:
            with psycopg.connect(url) as server:
                ((logical, prepared, is_superuser),) = server.execute(SETTINGS).fetchall()
        except psycopg.Error as problem:
            found.append(f"A server of the cluster does not let us in: {problem}".strip())
            continue
        place = urlsplit(url).netloc.rpartition("@")[2]
        found += [f"{place}: wal_level is not logical, so no region can be moved."] if not logical else []
        found += [f"{place}: max_prepared_transactions is 0."] if not prepared else []
        found += [f"{place}: CITUS_URL's login is no superuser."] if not is_superuser else []
    return found


def join_nodes(cluster_url: str, urls: Sequence[str], *, owner: str) -> None:
    """Make the new databases of ``urls``, the coordinator's first, a cluster that shards by schema for ``owner``."""
    for url in urls:
        name = sql.Identifier(urlsplit(url).path.strip("/")).as_string(None)
        _run(url, f"ALTER DATABASE {name} SET citus.enable_unsafe_triggers = on")
        _run(url, EXTENSION)
    coordinator, *_others = urls
    parts = urlsplit(cluster_url)
    known = nodes_of(cluster_url, coordinator=True) or [(parts.hostname or "localhost", parts.port or 5432)]
    ((host, port),) = known
    _run(coordinator, "SELECT citus_set_coordinator_host(%s, %s)", host, port)
    for worker in nodes_of(cluster_url):
        _run(coordinator, "SELECT citus_add_node(%s, %s)", *worker)
    name = sql.Identifier(owner).as_string(None)
    _run(coordinator, f"ALTER ROLE {name} SET citus.enable_schema_based_sharding = on")


def _run(url: str, statement: str, *values: Any) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement, values or None)  # type: ignore[call-overload]
