"""Starting processes that never outlive us, and ending them in good order."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

PR_SET_PDEATHSIG = 1
# Looked up before any fork: after one, importing and loading could meet a lock that another thread holds.
_prctl = ctypes.CDLL(None, use_errno=True).prctl if sys.platform == "linux" else None
_INHERITED = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]


def start(
    command: Sequence[str | Path],
    *,
    log: Path | None,
    env: Mapping[str, str],
    cwd: Path | None = None,
    stdin: int = subprocess.DEVNULL,
    account: tuple[int, int] | None = None,
    dies_by: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own; the kernel sends it ``dies_by`` when we are gone, even after SIGKILL.

    ``account`` is the (user, group) it runs as, for those of us who are root. What it prints is added to ``log``;
    without one, the caller reads it from the process's ``stdout``.
    """
    user, group = account or (None, None)
    with log.open("ab") if log else nullcontext(subprocess.PIPE) as out:
        return subprocess.Popen(
            [os.fspath(part) for part in command],
            stdin=stdin,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends the others in order
            user=user,
            group=group,
            extra_groups=[] if account else None,
            # After the change of user, which would undo it; safe, because all it needs was looked up before the fork.
            preexec_fn=_bound_to(os.getpid(), by=dies_by),  # noqa: PLW1509
        )


def end_with_parent(*, by: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send this very process ``by`` when the one that started it is gone."""
    if _prctl is not None:
        _prctl(PR_SET_PDEATHSIG, int(by), 0, 0, 0)


def _bound_to(parent: int, *, by: signal.Signals) -> Callable[[], None]:
    def bind() -> None:
        # A background shell hands its children an ignored SIGINT, and PostgreSQL is stopped with exactly that.
        for number in _INHERITED:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        if _prctl is not None:
            _prctl(PR_SET_PDEATHSIG, int(by), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)  # the parent went away before the kernel knew

    return bind


def stop(process: subprocess.Popen[bytes], *, by: signal.Signals = signal.SIGTERM, seconds: float = 5.0) -> None:
    """End a process politely, and its whole session when it has not ended after ``seconds``."""
    ask_to_stop(process, by=by)
    wait_or_kill(process, seconds=seconds)


def ask_to_stop(process: subprocess.Popen[bytes], *, by: signal.Signals = signal.SIGTERM) -> None:
    if process.poll() is None:
        process.send_signal(by)


def wait_or_kill(process: subprocess.Popen[bytes], *, seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=max(seconds, 0.05))
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)  # grandchildren too, such as a web server's workers
    process.wait()
