"""The platform's own commands, and its web, on a database and an object store of a drill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kreislauf.demo.logins import APP, OWNER
from tests.backup.cluster import ROOT, Cluster
from tests.backup.object_store import ObjectStore
from tests.edge.web import serving

MEDIA = "kreislauf"


@dataclass(frozen=True)
class Platform:
    """An installation: whoever has the same secrets and the same database is the same platform."""

    cluster: Cluster
    store: ObjectStore
    folder: Path

    def variables(self) -> dict[str, str]:
        return {
            "KREISLAUF_ENV": "test",
            "KREISLAUF_HOME": str(self.folder),
            "DATABASE_URL": self.cluster.url(APP),
            "DATABASE_OWNER_URL": self.cluster.url(OWNER),
            "PYTHONWARNINGS": "ignore",
            **self.store.variables(MEDIA),
        }

    def run(self, *words: str | Path, module: str = "kreislauf") -> str:
        """What the command prints. Fails with it where the command does."""
        done = subprocess.run(
            [sys.executable, "-m", module, *map(os.fspath, words)],
            env={**os.environ, **self.variables()},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def world(self, *verbs: str) -> None:
        self.run(*verbs, module="tests.backup.world")

    def inventory(self, *words: str | Path) -> dict[str, Any]:
        path = self.folder / "inventory.json"
        self.run("inventory", "--to", path, *words)
        taken: dict[str, Any] = json.loads(path.read_text())
        return taken

    @contextmanager
    def serving(self) -> Iterator[int]:
        """The port of its web."""
        folder = self.folder / "web"
        folder.mkdir()
        with serving(folder, **self.variables()) as (port, _):
            yield port
