"""A whole demo of its own, and a real browser in it. Skips, and says so, where no Chromium is installed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.journeys.demo import Demo, running_demo
from tests.journeys.keyboard import KeyboardVisitor
from tests.journeys.places import VIEWPORTS
from tests.journeys.visitor import Visitor

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
FLAGS = [
    "--no-sandbox",
    "--hide-scrollbars",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.kreis-demo.de 127.0.0.1",  # the sites of others
]

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("No Chromium on this machine: install Debian's package `chromium` to run the browser tests.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture
def visit(chromium: Any, demo: Demo) -> Iterator[Visit]:
    """``visit("kiel", "phone")`` is somebody new with a browser of their own, looked after until the test is over."""
    visitors: list[Visitor] = []

    def come(label: str, viewport: str = "desktop", *, scripts: bool = True, mouse: bool = True) -> Visitor:
        kind = Visitor if mouse else KeyboardVisitor
        visitors.append(kind(chromium, demo, label=label, viewport=VIEWPORTS[viewport], scripts=scripts))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.leave()
