"""One more slice is a folder and a word: the board of ``tests/notices`` in a house of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.PACKAGE).parent.parent
# What holds for every slice is asked about this one, too: walker and canary, words, tables, secrets, tasks.
ASKED = [
    "tests/notices",
    "tests/journeys/test_walker.py",
    "tests/kreislauf/test_slices.py",
    "tests/house/test_settings_and_schemas.py",
    "tests/tenants/archive/test_export.py",
]
WORDS = "notices or test_slices or test_settings_and_schemas or test_every_column or test_every_table"


@pytest.mark.slow
def test_a_fifth_slice_is_a_folder_and_one_word_in_the_settings() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-k", WORDS, "-p", "no:cacheprovider", *ASKED],
        cwd=ROOT,
        env=_own_servers() | {"KREISLAUF_SLICES": "tests.notices"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]


def _own_servers() -> dict[str, str]:
    """The environment without what this process and its plugin have put into it."""
    ours = ("DATABASE_", "REDIS_", "KREISLAUF_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
