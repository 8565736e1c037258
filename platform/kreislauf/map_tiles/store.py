"""Tiles that were fetched once, on this machine's disk, up to a ceiling; the oldest go first."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock

from django.conf import settings

FRESH_SECONDS = 14 * 24 * 3600
LOOK_EVERY = 256  # writes of this process
ROOM_AFTER = 0.8  # of the ceiling, so that the next look finds something to do for a while yet

_tidying = Lock()
_written = 0


def read(name: str, *, stale: bool = False) -> bytes | None:
    """What is kept under a name such as ``a1b2/12/2156/1316``; ``stale``: however old."""
    path = _folder() / name
    try:
        fresh = time.time() - path.stat().st_mtime < FRESH_SECONDS
        return path.read_bytes() if fresh or stale else None
    except OSError:
        return None


def write(name: str, content: bytes) -> None:
    """Whole or not at all; a disk that is full or not ours keeps nothing, and nobody notices."""
    global _written  # noqa: PLW0603 - one counter for the process
    path = _folder() / name
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).replace(path)
    _written += 1
    if _written % LOOK_EVERY == 0 and _tidying.acquire(blocking=False):
        try:
            tidy_up(settings.MAP_CACHE_MB * 1_000_000)
        finally:
            _tidying.release()


def tidy_up(ceiling_bytes: int) -> None:
    """Delete the oldest until there is room again."""
    kept = []
    for path in _folder().rglob("*"):
        with suppress(OSError):  # another process has just deleted it
            if path.is_file():
                state = path.stat()
                kept.append((state.st_mtime, state.st_size, path))
    total = sum(size for _age, size, _path in kept)
    if total <= ceiling_bytes:
        return
    for _age, size, path in sorted(kept):
        with suppress(OSError):
            path.unlink()
        total -= size
        if total <= ceiling_bytes * ROOM_AFTER:
            return


def _folder() -> Path:
    return Path(settings.HOME) / "kacheln"
