"""The demo's secrets: made once, and stored in a file that only its owner may read."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

NAMES = ["secret_key", "postgres", "kreislauf_owner", "kreislauf_app", "valkey"]


def kept_passwords(home: Path) -> dict[str, str]:
    """The passwords by the login they belong to; missing ones are made up and written down."""
    path = home / "passwords.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    passwords = {name: known.get(name) or secrets.token_urlsafe(32) for name in NAMES}
    if passwords != known:
        _write(path, json.dumps(passwords, indent=1))
    return passwords


def _write(path: Path, text: str) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    unfinished.rename(path)
