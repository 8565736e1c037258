"""Web, worker and beat: started together, started again when they fall over, stopped together."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kreislauf.demo.refusals import Refusal, last_lines
from kreislauf.embedded.child_processes import ask_to_stop, start, wait_or_kill
from kreislauf.embedded.ports import LOOPBACK

SECONDS_TO_FINISH = 2.5
SECONDS_TO_GIVE_BACK = 1.0
MOST_STARTS = 5
PER_SECONDS = 60.0
_CELERY = [sys.executable, "-m", "celery", "-A", "kreislauf.celery"]


@dataclass
class Program:
    """One long-running process of the platform."""

    name: str
    command: list[str]
    env: Mapping[str, str]
    log: Path
    # How it ends at once without losing work: the worker's SIGTERM waits for its tasks, its SIGQUIT gives them back.
    ends_at_once_by: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    started: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.started.append(time.monotonic())
        self.process = start(self.command, log=self.log, env=self.env, dies_by=self.ends_at_once_by)

    def start_again_if_ended(self) -> str:
        """What happened, in a sentence, or nothing. Refuses when it falls over again and again."""
        if self.process is None or self.process.poll() is None:
            return ""
        code = self.process.returncode
        recent = [moment for moment in self.started if moment > time.monotonic() - PER_SECONDS]
        if len(recent) >= MOST_STARTS:
            raise Refusal(
                f"„{self.name}“ endet immer wieder. Protokoll: {self.log}",
                f"“{self.name}” keeps ending. Its log, {self.log}, ends with:\n\n{last_lines(self.log)}",
            )
        wait_or_kill(self.process, seconds=0)  # with its children, which may hold the port
        self.start()
        return f"{self.name} ended ({code}) and was started again; see {self.log}"


def web(env: Mapping[str, str], *, port: int, logs: Path) -> Program:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", LOOPBACK, "--port", str(port)]
    command += ["--workers", "1", "--no-ws"]
    # A worker that is still loading does not hear that it should stop; without a limit it would live on, on our port.
    command += ["--workers-kill-timeout", "2", "--respawn-failed-workers", "--respawn-interval", "0.5"]
    # The variable is read twice: by granian for its threads, by our settings for how many of them may read bodies.
    env = {"GRANIAN_BLOCKING_THREADS": "32", **env}
    return Program("web", [*command, "kreislauf.wsgi:application"], env, logs / "web.log")


def worker(env: Mapping[str, str], *, logs: Path) -> Program:
    command = [*_CELERY, "worker", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    return Program("worker", command, env, logs / "worker.log", ends_at_once_by=signal.SIGQUIT)


def beat(env: Mapping[str, str], *, home: Path, logs: Path) -> Program:
    # No file with its process number: one left behind by a crash would block the next start.
    command = [*_CELERY, "beat", "--loglevel", "INFO", "--schedule", str(home / "beat-schedule"), "--pidfile="]
    return Program("beat", command, env, logs / "beat.log")


def stop_all(programs: list[Program]) -> None:
    """Ask all at once, so that the slowest alone sets how long it takes; who does not listen is ended the hard way."""
    running = [(program, program.process) for program in programs if program.process is not None]
    for _, process in running:
        ask_to_stop(process)
    deadline = time.monotonic() + SECONDS_TO_FINISH
    while time.monotonic() < deadline and any(process.poll() is None for _, process in running):
        time.sleep(0.02)
    for program, process in running:
        ask_to_stop(process, by=program.ends_at_once_by)
    deadline = time.monotonic() + SECONDS_TO_GIVE_BACK
    for _, process in running:
        wait_or_kill(process, seconds=deadline - time.monotonic())
