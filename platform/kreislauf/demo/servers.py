"""The database and the queue that a demo runs on: the caller's, or else embedded ones."""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis

from kreislauf.demo.logins import APP, OWNER, harden, make_database, make_logins
from kreislauf.demo.refusals import Refusal
from kreislauf.embedded.postgres import SUPERUSER, start_postgres
from kreislauf.embedded.valkey import start_valkey
from kreislauf.tools.steps import step

DATABASE = "kreislauf"


@dataclass
class Servers:
    """Where the platform finds its database and its queue, and the embedded processes that must stay alive."""

    database_url: str
    owner_url: str
    redis_url: str
    processes: dict[str, subprocess.Popen[bytes]]


def start_servers(home: Path, *, passwords: dict[str, str], until: ExitStack) -> Servers:
    """Use what DATABASE_URL and REDIS_URL name; start what they leave open. ``until`` stops it again.

    Refuses where a server that the caller names does not let us in.
    """
    servers = Servers(
        database_url=os.environ.get("DATABASE_URL", ""),
        owner_url=os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL", ""),
        redis_url=os.environ.get("REDIS_URL", ""),
        processes={},
    )
    if servers.database_url:
        _refuse_unreachable_database(servers)
    else:
        with step("Starting PostgreSQL"):
            postgres = start_postgres(home, passwords=passwords, log=home / "logs" / "postgres.log")
            until.callback(postgres.stop)
            make_logins(postgres.url(SUPERUSER, database="postgres"), passwords=passwords)
            make_database(postgres.url(SUPERUSER, database="postgres"), name=DATABASE)
            harden(postgres.url(SUPERUSER, database=DATABASE))
        servers.database_url = postgres.url(APP, database=DATABASE)
        servers.owner_url = postgres.url(OWNER, database=DATABASE)
        servers.processes["PostgreSQL"] = postgres.process
    if servers.redis_url:
        _refuse_unreachable_queue(servers)
    else:
        with step("Starting Valkey"):
            valkey = start_valkey(home, password=passwords["valkey"], log=home / "logs" / "valkey.log")
            until.callback(valkey.stop)
        servers.redis_url = valkey.url()
        servers.processes["Valkey"] = valkey.process
    return servers


def _refuse_unreachable_database(servers: Servers) -> None:
    for name, url in [("DATABASE_URL", servers.database_url), ("DATABASE_OWNER_URL", servers.owner_url)]:
        try:
            psycopg.connect(url, connect_timeout=10).close()
        except psycopg.Error as problem:
            raise Refusal(
                f"Die Datenbank aus {name} lässt uns nicht ein.",
                f"The database that {name} names does not let us in:\n\n    {problem}",
            ) from None


def _refuse_unreachable_queue(servers: Servers) -> None:
    try:
        with redis.Redis.from_url(servers.redis_url, socket_connect_timeout=10) as client:
            client.ping()
    except (redis.RedisError, ValueError) as problem:
        raise Refusal(
            "Der Server aus REDIS_URL lässt uns nicht ein.",
            f"The server that REDIS_URL names does not let us in:\n\n    {problem}",
        ) from None
