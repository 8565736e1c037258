"""A whole demo in a folder of its own: servers, web, worker and beat, as `make demo` starts them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.fakestripe import FakeStripe

PATIENCE = 240  # seconds until the demo must answer; it makes five regions first


@dataclass(frozen=True)
class Demo:
    port: int
    home: Path
    stripe: FakeStripe

    def url(self, label: str = "", path: str = "/") -> str:
        """``demo.url("kiel", "/gutscheine/")``; without a label the platform's own site."""
        host = f"{label}.localhost" if label else "localhost"
        return f"http://{host}:{self.port}{path}"

    def sign_in(self, role: str, *, label: str = "") -> dict[str, str]:
        """Address and password of somebody whom the demo's data made."""
        for entry in json.loads((self.home / "signins.json").read_text()):
            if entry["role"] == role and label in entry["url"]:
                return dict(entry)
        raise LookupError(f"No {role} {label} in signins.json")


@contextmanager
def running_demo(folder: Path) -> Iterator[Demo]:
    """Beside it stands a fake Stripe, at which its businesses may open accounts; until one does, all is sandbox."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with FakeStripe() as stripe:
        stripe.sends_to(f"http://localhost:{port}/zahlungen/ereignisse/stripe/")
        yield from _running(folder, port, stripe)


def _running(folder: Path, port: int, stripe: FakeStripe) -> Iterator[Demo]:
    mine = ("DATABASE_", "REDIS_", "KREISLAUF_", "SECRET_KEY", "STRIPE_")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(mine)}
    log = folder / "demo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "kreislauf.demo", "--with-parent"],
            env=clean | _at_the(stripe) | {"KREISLAUF_HOME": str(folder / "home"), "PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until(lambda: _answers(port, process, log), seconds=PATIENCE)
            yield Demo(port, folder / "home", stripe)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def _at_the(stripe: FakeStripe) -> dict[str, str]:
    return {
        "STRIPE_SECRET_KEY": stripe.key,
        "STRIPE_WEBHOOK_SECRETS": ",".join(stripe.secrets),
        "STRIPE_API_BASE": stripe.url,
        "STRIPE_PAGES": stripe.url,
    }


def _answers(port: int, process: subprocess.Popen[bytes], log: Path) -> bool:
    told = log.read_text(errors="replace")
    if process.poll() is not None:
        pytest.fail(f"The demo ended by itself:\n{told[-3000:]}")
    if "/postfach/" not in told:
        return False  # it prints its addresses once all five regions are there
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", headers={"Host": "kiel.localhost"}, timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def _wait_until(done: Callable[[], bool], *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            pytest.fail(f"Nothing within {seconds} s.")
        time.sleep(0.3)
