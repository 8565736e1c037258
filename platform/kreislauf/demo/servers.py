"""The database and the queue that a demo runs on: the caller's, or else embedded ones."""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kreislauf.demo.logins import APP, OWNER, harden, make_database, make_logins
from kreislauf.demo.postgres import SUPERUSER, start_postgres
from kreislauf.demo.steps import step
from kreislauf.demo.valkey import start_valkey

DATABASE = "kreislauf"


@dataclass
class Servers:
    """Where the platform finds its database and its queue, and the embedded processes that must stay alive."""

    database_url: str
    owner_url: str
    redis_url: str
    processes: dict[str, subprocess.Popen[bytes]]


def start_servers(home: Path, *, passwords: dict[str, str], until: ExitStack) -> Servers:
    """Use what DATABASE_URL and REDIS_URL name; start what they leave open. ``until`` stops it again."""
    servers = Servers(
        database_url=os.environ.get("DATABASE_URL", ""),
        owner_url=os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL", ""),
        redis_url=os.environ.get("REDIS_URL", ""),
        processes={},
    )
    if not servers.database_url:
        with step("Starting PostgreSQL"):
            postgres = start_postgres(home, passwords=passwords, log=home / "logs" / "postgres.log")
            until.callback(postgres.stop)
            make_logins(postgres.url(SUPERUSER, database="postgres"), passwords=passwords)
            make_database(postgres.url(SUPERUSER, database="postgres"), name=DATABASE)
            harden(postgres.url(SUPERUSER, database=DATABASE))
        servers.database_url = postgres.url(APP, database=DATABASE)
        servers.owner_url = postgres.url(OWNER, database=DATABASE)
        servers.processes["PostgreSQL"] = postgres.process
    if not servers.redis_url:
        with step("Starting Valkey"):
            valkey = start_valkey(home, password=passwords["valkey"], log=home / "logs" / "valkey.log")
            until.callback(valkey.stop)
        servers.redis_url = valkey.url()
        servers.processes["Valkey"] = valkey.process
    return servers
