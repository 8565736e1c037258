"""What Lighthouse says of the home page and the list of vouchers, as a phone gets them from a server in production."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from kreislauf.embedded.ports import free_port
from kreislauf.tools.install import LIGHTHOUSE, ensure_node_modules, node_folder
from tests.bench.place import Place
from tests.bench.rows import Row, Skipped
from tests.bench.web import Web
from tests.edge.caddy import edge, found_program

DATABASE, REGION = "bench_lighthouse", "kiel"
PAGES = {"home": "/", "offers": "/gutscheine/"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# It must ask nobody but the page.
QUIET = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def run(place: Place) -> Iterator[Row]:
    browser, runs = found_browser(), place.size(full=3, small=1)
    _install()
    _make(place)
    with _served(place) as (address, how):
        for name, path in PAGES.items():
            reports = [_report(place, f"{address}{path}", browser) for _ in range(runs)]
            yield _row(name, path, sorted(reports, key=_performance)[runs // 2], how=how, runs=runs)


def found_browser() -> str:
    found = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise Skipped("Lighthouse needs a Chromium: install Debian's package `chromium`, or name one in CHROME_PATH.")
    return found


def _install() -> None:
    try:
        ensure_node_modules(LIGHTHOUSE, "Lighthouse")
    except SystemExit as problem:
        raise Skipped(f"Lighthouse could not be installed from npm: {problem}") from None


def _make(place: Place) -> None:
    """The demo's regions, which have pictures, logos and texts as people write them."""
    place.make_database(DATABASE)
    with place.worker(DATABASE, KREISLAUF_ENV="demo") as maker:
        maker.call("regions:prepare")
        maker.call("regions:demo")
    with place.worker(DATABASE) as maker:
        maker.call("regions:collect_static")


@contextmanager
def _served(place: Place) -> Iterator[tuple[str, str]]:
    """The site's address, and how it is served: behind the documented edge, where this machine has a Caddy."""
    with ExitStack() as stack:
        caddy = found_program()
        web_port, port = free_port(), free_port()
        env = place.env(
            DATABASE,
            PUBLIC_PORT=str(port if caddy else web_port),
            CLIENT_ADDRESS_HEADER="X-Real-IP" if caddy else "none",
        )
        host = f"{REGION}.localhost"
        log = place.home / "web.log"
        stack.enter_context(Web("kreislauf.wsgi:application", env, host=host, log=log, port=web_port, threads=32)).ask(
            "/"
        )
        if caddy is None:
            yield f"http://{host}:{web_port}", "granian without an edge, for there is no Caddy on this machine"
            return
        folder = place.home / "edge"
        folder.mkdir()
        stack.enter_context(edge(folder, web=web_port, port=port))
        yield f"http://{host}:{port}", "granian behind the documented Caddy, without TLS"


def _report(place: Place, address: str, browser: str) -> dict[str, Any]:
    report = place.home / "lighthouse.json"
    command = [
        *(str(node_folder() / "bin" / "node"), str(LIGHTHOUSE / "node_modules" / "lighthouse" / "cli" / "index.js")),
        *(address, "--output=json", f"--output-path={report}", "--quiet", "--no-enable-error-reporting"),
        *(f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(QUIET)}"),
    ]
    env = {**os.environ, "CHROME_PATH": browser}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        raise AssertionError(f"{done.stdout}{done.stderr}")
    found: dict[str, Any] = json.loads(report.read_text())
    if keep := os.environ.get("BENCH_KEEP"):
        shutil.copy(report, Path(keep) / f"lighthouse-{address.rpartition(':')[2].partition('/')[2].strip('/')}.json")
    return found


def _row(name: str, path: str, report: dict[str, Any], *, how: str, runs: int) -> Row:
    scores = {category: round(100 * report["categories"][category]["score"]) for category in CATEGORIES}
    return Row(
        f"lighthouse.{name}",
        scores.pop("performance"),
        f"{path} of a demo region with pictures: Lighthouse {report['lighthouseVersion']}'s performance, 100 is best; "
        f"phone with a slow line and a slow processor, {how}; of {runs} runs the middle one",
        runs,
        scores | {audit: report["audits"][audit]["displayValue"] for audit in SHOWN} | {"to mend": _faults(report)},
    )


SHOWN = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


def _performance(report: dict[str, Any]) -> float:
    return float(report["categories"]["performance"]["score"])


def _faults(report: dict[str, Any]) -> list[str]:
    """What it would have us mend in the other categories."""
    audits = [ref["id"] for one in CATEGORIES[1:] for ref in report["categories"][one]["auditRefs"] if ref["weight"]]
    return [audit for audit in audits if report["audits"][audit]["score"] not in (1, None)]
