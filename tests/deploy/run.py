"""Runs a tool for a check: silent when it passes, with what it said when not."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.deploy.tools import ROOT


class Failed(Exception):
    """Something in deploy/ is not as a tool wants it."""


class Skipped(Exception):
    """The tool cannot be had on this machine, or there is nothing yet that it reads."""


def run(*words: object, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """What the tool printed. Refuses with ``Failed``."""
    done = said(*words, cwd=cwd, env=env)
    if done.returncode:
        raise Failed((done.stdout + done.stderr).strip()[-6000:])
    return done.stdout


def said(*words: object, cwd: Path = ROOT, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [str(word) for word in words]
    environment = {**os.environ, **(env or {})}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def needed(tool: str | None, name: str) -> str:
    if tool is None:
        raise Skipped(f"there is no {name} on this machine, and no go to build it with")
    return tool
