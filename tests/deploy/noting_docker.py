"""A machine for the scripts of deploy/compose whose docker only writes down what it was asked, and answers as told."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

COMPOSE = Path(__file__).resolve().parents[2] / "deploy" / "compose"


class Machine:
    def __init__(self, folder: Path, *, docker: str) -> None:
        """``docker`` is its program's text; it appends to the file ``$CALLS``."""
        self.settings, self.calls = folder / "env", folder / "calls"
        program = folder / "bin" / "docker"
        program.parent.mkdir()
        program.write_text(docker)
        program.chmod(0o755)
        (program.parent / "sleep").symlink_to("/bin/true")
        places = {"KREISLAUF_ENV_FILE": str(self.settings), "KREISLAUF_SECRETS": str(folder / "secrets")}
        path = f"{program.parent}:{os.environ['PATH']}"
        self.environment = {"PATH": path, "CALLS": str(self.calls), "KREISLAUF_IMAGE": "kreislauf:1", **places}

    def run(self, script: str, words: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
        self.calls.write_text("")
        given = {**self.environment, **environment}
        return subprocess.run(
            [COMPOSE / script, *words], env=given, capture_output=True, text=True, check=False, timeout=60
        )
