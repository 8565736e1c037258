"""Worker and beat write only what may be lost, in the folder for temporary files: the rest of the disk is read-only."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.kreislauf.processes.running import on_a_read_only_disk, running, until

pytestmark = pytest.mark.slow
SAYS_THAT_IT_WORKS = {"worker": "ready.", "beat": "beat: Starting"}


@pytest.fixture
def read_only(tmp_path: Path) -> list[str]:
    begun = on_a_read_only_disk(tmp_path)
    if subprocess.run([*begun, "true"], capture_output=True, check=False).returncode:
        pytest.skip("Making the disk read-only for one process needs root on Linux.")
    written = subprocess.run([*begun, "touch", __file__], capture_output=True, check=False)
    assert written.returncode != 0
    return begun


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_it_works_where_only_temporary_files_can_be_written(name: str, tmp_path: Path, read_only: list[str]) -> None:
    alive = tmp_path / "alive"
    with running(name, tmp_path / "log", before=read_only, ALIVE_FILE=str(alive), WORKER_PROCESSES="1") as one:
        until(lambda: one.says(SAYS_THAT_IT_WORKS[name]))
        # Seen through the process's own disk: it has taken the place of the shell that laid that out.
        until(Path(f"/proc/{one.process.pid}/root{alive}").exists)
        one.ends()
        assert not one.says("Read-only file system"), one.log.read_text()
    assert one.process.returncode == 0
