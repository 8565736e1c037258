"""An archive changed by somebody who can sign: what no checksum stops."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tenants.archive.signature import signature_file

_UNLISTED = {"manifest.json", "signatur.txt"}


def spoilt(
    path: Path,
    change: Callable[[dict[str, Any]], object] = lambda about: None,
    *,
    rows: dict[str, Callable[[bytes], bytes]] | None = None,
    files: dict[str, bytes] | None = None,
    sign: Callable[[bytes], str] = lambda text: signature_file(text, name="manifest.json"),
) -> Path:
    """A copy whose manifest went through ``change`` and whose tables' lines went through ``rows``; signed again."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    about = json.loads(contents["manifest.json"])
    for table, spoil in (rows or {}).items():
        name = f"tabellen/{table}.jsonl"
        contents[name] = b"".join(spoil(line) for line in contents[name].splitlines(keepends=True))
    contents |= files or {}
    for name, content in contents.items():
        if name not in _UNLISTED:
            facts = about["files"].setdefault(name, {})
            facts |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    change(about)
    manifest = json.dumps(about).encode()
    contents |= {"manifest.json": manifest, "signatur.txt": sign(manifest).encode()}
    new = path.with_name(f"x{path.name}")
    with zipfile.ZipFile(new, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return new
