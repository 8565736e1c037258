"""Every page that somebody can see is HTML as the standard has it, by the Nu checker of the W3C."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.fuzz.ground import Ground
from tests.html.pages import Page, pages_of, refused_pages

pytestmark = pytest.mark.slow
CHECKER = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_the_pages_pass_the_nu_checker(ground: Ground, tmp_path: Path) -> None:
    """And what they answer to a form that is sent empty, or with nonsense in it."""
    if shutil.which("java") is None:
        pytest.skip("No Java on this machine: install Debian's package `default-jre-headless` to check the HTML.")
    pages = list(pages_of(ground))
    refused = list(refused_pages(ground, pages))
    assert len(pages) > 100
    assert len([page for page in refused if page.status == 422]) > 50

    found = complaints(tmp_path, pages + refused)
    assert found == [], "\n".join(found)


def complaints(folder: Path, pages: list[Page]) -> list[str]:
    """Errors, and sections without a heading, which screen readers announce; each once, with a page that has it."""
    for number, page in enumerate(pages):
        (folder / f"{number}.html").write_bytes(page.content)
    command = ["java", "-Xss8m", "-jar", str(CHECKER), "--format", "json", "--exit-zero-always", "--stdout"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, timeout=300, check=True)
    found: dict[str, str] = {}
    for one in json.loads(done.stdout)["messages"]:
        if one["type"] == "error" or "lacks heading" in one["message"]:
            page = pages[int(Path(one["url"]).stem)]
            found.setdefault(f"{one['message']} {one.get('extract', '')[:120]!r}", page.label)
    return [f"{label}: {message}" for message, label in found.items()]
