"""The edge of deploy/, run by the real Caddy, without certificates."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from tests.edge.web import get, until

VERSION = "v2.11.9"
DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
MODULE = f"github.com/caddyserver/caddy/v2/cmd/caddy@{VERSION}"


def found_program() -> str | None:
    """Caddy from the machine, or as it was built here before."""
    built = _folder() / "caddy"
    return shutil.which("caddy") or (str(built) if built.exists() else None)


def program() -> str:
    """Caddy from the machine, or built once from its Go module: two minutes of two cores."""
    found = shutil.which("caddy")
    if found:
        return found
    go = shutil.which("go")
    if not go:
        pytest.skip("There is no caddy on this machine, and no go to build it with.")
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    built = folder / "caddy"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another test process may be building it
        if not built.exists():
            subprocess.run([go, "install", MODULE], env={**os.environ, "GOBIN": str(folder)}, check=True, timeout=1500)
    return str(built)


def _folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kreislauf" / f"caddy-{VERSION}"


@contextmanager
def edge(folder: Path, *, web: int, port: int = 0, read_body: str = "3m") -> Iterator[tuple[int, Path]]:
    """Its port and its log, in front of a web server. Every request is logged, which production need not do."""
    port = port or free_port()
    before = (DEPLOY / "edge_global.caddy").read_text()
    assert "read_body 3m" in before
    (folder / "edge_global.caddy").write_text(before.replace("read_body 3m", f"read_body {read_body}"))
    (folder / "Caddyfile").write_text(
        f"{{\n\tadmin off\n\tauto_https off\n\tstorage file_system {folder / 'store'}\n\timport edge_global.caddy\n}}\n"
        f"import {DEPLOY / 'edge_site.caddy'}\n"
        f"http://:{port} {{\n\tbind {LOOPBACK}\n\tlog\n\timport site\n}}\n"
    )
    command = [program(), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    environment = {**os.environ, "KREISLAUF_WEB": f"{LOOPBACK}:{web}", "HOME": str(folder)}
    log = folder / "caddy.log"
    process = start(command, log=log, env=environment)
    try:
        until(lambda: get(port, "/-/healthy") == 200)
        yield port, log
    finally:
        stop(process)
