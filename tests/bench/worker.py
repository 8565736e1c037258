"""Another process with settings of its own, which does what it is told and says how long it took."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
SECONDS_AT_MOST = 420.0


class Failed(Exception):
    """The process could not do it; what it printed is told."""


@dataclass(frozen=True)
class Took:
    """Seconds by the wall's clock and of the processor, and what the act returned."""

    wall: float
    cpu: float
    result: Any


class Worker:
    """``worker.call("regions:make", labels=["kiel"])`` runs ``tests.bench.acts.regions.make`` over there."""

    def __init__(self, settings: str, env: Mapping[str, str], *, log: Path) -> None:
        self.log = log
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "tests.bench.worker"],
                cwd=ROOT,
                env={**env, "DJANGO_SETTINGS_MODULE": settings},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=out,
                text=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def call(self, act: str, **given: Any) -> Took:
        self.tell(act, **given)
        return self.answer()

    def tell(self, act: str, **given: Any) -> None:
        """Begin; ``answer`` waits for the end."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps({"act": act, "given": given}) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Failed(self._said()) from None

    def answer(self) -> Took:
        assert self.process.stdout is not None
        limit = threading.Timer(SECONDS_AT_MOST, self.process.kill)
        limit.start()
        try:
            line = self.process.stdout.readline()
        finally:
            limit.cancel()
        if not line:
            raise Failed(self._said())
        answer = json.loads(line)
        if "failed" in answer:
            raise Failed(answer["failed"])
        return Took(**answer)

    def _said(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])


def _serve() -> None:
    """The other side: a line in, a line out."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the acts print is no answer
    import django

    django.setup()
    from django.utils.module_loading import import_string

    for line in sys.stdin:
        order = json.loads(line)
        try:
            act = import_string(f"tests.bench.acts.{order['act'].replace(':', '.')}")
            gc.collect()
            wall, cpu = time.perf_counter(), time.process_time()
            result = act(**order["given"])
            took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "result": result}
        except Exception as problem:
            import traceback

            traceback.print_exc()
            took = {"failed": f"{order['act']}: {type(problem).__name__}: {problem}"}
        answers.write(json.dumps(took) + "\n")
        answers.flush()


if __name__ == "__main__":
    _serve()
