"""Every page that somebody can see is HTML as the standard has it, by the Nu checker of the W3C."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.fuzz.ground import PLACES, WHO, Ground

pytestmark = pytest.mark.slow
CHECKER = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_the_pages_pass_the_nu_checker(ground: Ground, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("No Java on this machine: install Debian's package `default-jre-headless` to check the HTML.")
    pages = collect(ground, tmp_path)
    assert len(pages) > 100

    assert complaints(tmp_path, pages) == []


def collect(ground: Ground, folder: Path) -> dict[str, str]:
    """Each page of each person as a file; the route and person by the file's name. What says the same is there once."""
    seen, pages = set(), {}
    for site, route in PLACES:
        for who in WHO[site]:
            response = ground.askers[who].answer("GET", ground.path(route, {}))
            if response.streaming or response.content in seen:
                continue
            if response.content.lstrip().lower().startswith(b"<!doctype"):
                seen.add(response.content)
                name = f"{len(pages)}.html"
                (folder / name).write_bytes(response.content)
                pages[name] = f"{route.name} as {who}"
    return pages


def complaints(folder: Path, pages: dict[str, str]) -> list[str]:
    """Errors, and sections without a heading, which screen readers announce; each once, with a page that has it."""
    command = [
        "java",
        "-Xss8m",
        "-jar",
        str(CHECKER),
        "--format",
        "json",
        "--exit-zero-always",
        "--stdout",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    found: dict[str, str] = {}
    for one in json.loads(done.stdout)["messages"]:
        if one["type"] == "error" or "lacks heading" in one["message"]:
            page = pages[Path(one["url"]).name]
            found.setdefault(f"{one['message']} {one.get('extract', '')[:120]!r}", page)
    return [f"{page}: {message}" for message, page in found.items()]
