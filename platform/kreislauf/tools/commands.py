"""Running one of our own management commands as a step of the start."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from kreislauf.demo.refusals import Refusal, last_lines
from kreislauf.embedded.child_processes import start, stop
from kreislauf.tools.steps import Step


def run_command(name: str, *, env: Mapping[str, str], log: Path, running: Step) -> None:
    """Run ``kreislauf <name>`` to its end; each line it prints is progress. Refuses with the end of its log."""
    process = start([sys.executable, "-m", "kreislauf", name], log=None, env=env)
    assert process.stdout is not None  # noqa: S101 - a pipe, because we gave no log
    try:
        with log.open("w") as record, process.stdout:
            for line in process.stdout:
                text = line.decode(errors="replace")
                record.write(text)
                running.detail(text)
        code = process.wait()
    finally:
        stop(process)
    if code:
        raise Refusal(
            f"„kreislauf {name}“ ist gescheitert. Protokoll: {log}",
            f"“kreislauf {name}” failed. Its log, {log}, ends with:\n\n{last_lines(log)}",
        )
