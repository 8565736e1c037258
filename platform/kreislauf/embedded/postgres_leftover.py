"""A PostgreSQL that still runs, or seems to, on data that is ours: what a killed demo can leave for seconds."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from kreislauf.demo.refusals import Refusal

SECONDS_TO_STOP = 15


def end_leftover(data: Path) -> None:
    """Wait for, or end, the server that holds this data; a note that names some other process is thrown away.

    Only the holder of the home's lock may call this: any other server on this data is a leftover.
    """
    note = data / "postmaster.pid"
    deadline = time.monotonic() + SECONDS_TO_STOP
    asked = False
    while (pid := _pid_in(note)) is not None:
        if not _is_server_of(data, pid):
            # After a crash the number may belong to somebody else by now, and PostgreSQL would wait for him forever.
            note.unlink(missing_ok=True)
            return
        if not asked:
            os.kill(pid, signal.SIGINT)
            asked = True
        elif time.monotonic() > deadline:
            raise Refusal(
                f"Ein alter PostgreSQL-Prozess ({pid}) endet nicht. Bitte beenden Sie ihn und starten Sie neu.",
                f"An old PostgreSQL process ({pid}) does not end. Please end it and try again.",
            )
        time.sleep(0.05)


def _pid_in(note: Path) -> int | None:
    try:
        return int(note.read_text().split("\n", 1)[0])
    except FileNotFoundError:
        return None
    except ValueError:
        return -1


def _is_server_of(data: Path, pid: int) -> bool:
    if pid <= 0:
        return False
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(data) in words and words[0].endswith(b"/postgres")
