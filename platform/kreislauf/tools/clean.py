"""`make clean`: remove all that the other commands have made, the demo's data too. Runs on a bare Python."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from kreislauf.demo.home import DEFAULT, holding
from kreislauf.demo.refusals import Refusal
from kreislauf.embedded.postgres_place import forget_place_in

MADE = [".venv", "var", "build", "dist", "platform/kreislauf/node_modules"]
MADE += ["tests/html/node_modules", "tests/lighthouse/node_modules"]
MADE += [".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis"]


def clean() -> None:
    """Refuses while a demo runs in the default home."""
    home = Path(DEFAULT).absolute()
    if home.exists():
        with holding(home):
            forget_place_in(home)
    for name in MADE:
        shutil.rmtree(name, ignore_errors=True)
    for folder in [*Path().rglob("__pycache__")]:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    try:
        clean()
    except Refusal as refusal:
        sys.exit(str(refusal))
