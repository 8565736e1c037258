"""The Nu checker of the W3C."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.html.pages import Page

CHECKER = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


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
