"""The environment variables of the demo's processes."""

from __future__ import annotations

import os
from pathlib import Path

from kreislauf.demo.servers import Servers


def environment(servers: Servers, *, home: Path, port: int, secret_key: str) -> dict[str, str]:
    """For processes that make schemas and migrate; the caller's own variables (S3, SMTP, …) stay."""
    return {
        **os.environ,
        "KREISLAUF_ENV": "demo",
        "KREISLAUF_HOME": str(home),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key,
        "DATABASE_URL": servers.database_url,
        "DATABASE_OWNER_URL": servers.owner_url,
        "REDIS_URL": servers.redis_url,
        "PUBLIC_SCHEME": "http",
        "PUBLIC_PORT": "" if port == 80 else str(port),
        "WEBHOOK_BASE": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }


def without_owner(environment: dict[str, str]) -> dict[str, str]:
    """For the web process: it must not know the login that can change a schema."""
    return {name: value for name, value in environment.items() if name != "DATABASE_OWNER_URL"}
