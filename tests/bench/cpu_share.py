"""A group of processes that may use a part of a core only, by the kernel's control groups (version 1 or 2)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.rows import Skipped

ROOT = Path("/sys/fs/cgroup")
PERIOD = 20_000  # microseconds; the kernel gives the share anew in each


@contextmanager
def cpu_share(pids: list[int], *, cores: float) -> Iterator[None]:
    """The processes, and those that they start from now on, get ``cores`` (0.5 is half of one), all together.

    Skipped where this process may not make a control group: it needs root, and a kernel that has them.
    """
    group = (ROOT / "cpu" if (ROOT / "cpu").is_dir() else ROOT) / f"kreislauf-bench-{os.getpid()}"
    quota = int(cores * PERIOD)
    try:
        group.mkdir()
    except OSError as error:
        raise Skipped(
            f"Processes get a part of a core by a control group, and none can be made here: {error}"
        ) from None
    try:
        try:
            if (group / "cpu.max").exists():
                (group / "cpu.max").write_text(f"{quota} {PERIOD}")
            else:
                (group / "cpu.cfs_period_us").write_text(str(PERIOD))
                (group / "cpu.cfs_quota_us").write_text(str(quota))
            for pid in pids:
                (group / "cgroup.procs").write_text(str(pid))
        except OSError as error:
            raise Skipped(f"The control group takes no share of a core: {error}") from None
        yield
    finally:
        _leave(group)


def _leave(group: Path) -> None:
    """Those that are left go back to the group above: one that has members cannot be removed."""
    for left in (group / "cgroup.procs").read_text().split():
        try:
            (group.parent / "cgroup.procs").write_text(left)
        except ProcessLookupError:
            continue
    group.rmdir()
