"""The first process of a container ignores every signal that it has no handler for, so there is one from the start."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADING = """
import os, signal, sys
import django.core.management as management
management.execute_from_command_line = lambda words: os.kill(os.getpid(), signal.SIGTERM) or print("deaf")
sys.argv = ["kreislauf", "{name}"]
from kreislauf.__main__ import main
main()
"""


@pytest.mark.parametrize("name", ["web", "beat"])
def test_sigterm_is_heard_before_anything_is_loaded(name: str) -> None:
    command = [sys.executable, "-W", "ignore", "-c", LOADING.format(name=name)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert (ended.returncode, ended.stdout) == (143, ""), ended.stderr
