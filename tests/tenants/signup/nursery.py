"""A process that has everything ready and forks a worker at a word, so that killing one takes no start of Python.

Each line in: which application to make a region of, after how many seconds to kill the worker, and at the beginning of
which stage it kills itself, if any. Each line out: how it ended.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import partial

import django

ENDS = {0: "finished", signal.SIGKILL: "killed"}


def main() -> None:
    django.setup()
    from django.db import connections

    from tenants.engine.code_version import code_state
    from tenants.engine.template import template_script
    from tenants.signup.provision import provision

    template_script(code_state())
    connections.close_all()
    print("ready", flush=True)
    for line in sys.stdin:
        application, after, *at = line.split()
        began, worker = time.monotonic(), os.fork()
        if not worker:
            provision(int(application), report=partial(_die_at, at))
            os._exit(0)
        status = _wait(worker, until=began + float(after))
        print(ENDS.get(status, "failed"), time.monotonic() - began, flush=True)


def _die_at(stages: list[str], stage: str) -> None:
    if stage in stages:
        os.kill(os.getpid(), signal.SIGKILL)


def _wait(worker: int, *, until: float) -> int:
    """Its exit status; nobody else waits for it, so that its number cannot be somebody else's when we kill it."""
    while time.monotonic() < until:
        done, status = os.waitpid(worker, os.WNOHANG)
        if done:
            return status
        time.sleep(0.001)
    os.kill(worker, signal.SIGKILL)
    return os.waitpid(worker, 0)[1]


if __name__ == "__main__":
    main()
