"""`python -m tests.kreislauf.processes.slow_task`: `kreislauf worker` with a task that takes two seconds."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from kreislauf.celery import app


@app.task(platform=True, name="tests.slow")
def slow(folder: str) -> None:
    (Path(folder) / "begun").touch()
    time.sleep(2)
    (Path(folder) / "ended").touch()


if __name__ == "__main__":
    from kreislauf.__main__ import main

    sys.argv = ["kreislauf", "worker"]
    main()
