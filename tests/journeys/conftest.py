"""A whole demo of its own, and a real browser in it. Skips, and says so, where no Chromium is installed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 180  # seconds until the demo must answer; it makes four regions first
VIEWPORTS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}


@dataclass
class Demo:
    port: int
    home: Path

    def url(self, label: str = "", path: str = "/") -> str:
        """``demo.url("kiel", "/gutscheine/")``; without a label the platform's own site."""
        host = f"{label}.localhost" if label else "localhost"
        return f"http://{host}:{self.port}{path}"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The same that `make demo` starts: servers, web, worker and beat, in a folder of its own."""
    home = tmp_path_factory.mktemp("demo")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_", "REDIS_", "KREISLAUF_"))
    }
    clean.pop("SECRET_KEY", None)
    log = home / "demo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "kreislauf.demo"],
            env=clean | {"KREISLAUF_HOME": str(home / "home"), "PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until(lambda: _answers(port, process, log), seconds=PATIENCE)
            yield Demo(port, home / "home")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def _answers(port: int, process: subprocess.Popen[bytes], log: Path) -> bool:
    if process.poll() is not None:
        pytest.fail(f"The demo ended by itself:\n{log.read_text(errors='replace')[-3000:]}")
    if "/postfach/" not in log.read_text(errors="replace"):
        return False  # it prints its addresses once all four regions answer
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", headers={"Host": "kiel.localhost"}).status_code == 200
    except httpx.HTTPError:
        return False


def _wait_until(done: Callable[[], bool], *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            pytest.fail(f"Nothing within {seconds} s.")
        time.sleep(0.3)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("No Chromium on this machine: install Debian's package `chromium` to run the browser tests.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
