"""`make lock`: write the newest versions that pyproject.toml allows, with their hashes, into requirements/."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path("requirements")
# The largest first: the smaller ones are held to its versions, so that production runs what was tested.
EXTRAS = [word for extra in ("s3", "sentry", "traces") for word in ("--extra", extra)]
LOCKS = {"dev": ["--group", "dev"], "demo": ["--group", "demo"], "prod": []}
COMPILE = ["pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11", "--no-header"]
# No addresses: a lock holds for whichever index the reader has.
COMPILE += ["--no-emit-index-url", "--no-emit-find-links"]


def lock() -> None:
    for name, parts in LOCKS.items():
        held = [] if name == "dev" else ["--constraints", str(FOLDER / "dev.txt")]
        _compile("pyproject.toml", *parts, *EXTRAS, *held, into=FOLDER / f"{name}.txt")
    for name in ("uv", "deploy"):  # environments of their own, which need not hold to the others' versions
        _compile(str(FOLDER / f"{name}.in"), into=FOLDER / f"{name}.txt")


def _compile(*source: str, into: Path) -> None:
    print(into)
    # Started from an empty file, because uv would otherwise keep what stands there.
    into.unlink(missing_ok=True)
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, *COMPILE, *source, "--output-file", into], check=True)


if __name__ == "__main__":
    lock()
