"""Ask the server of tiles, or of the archive, as nobody in particular: no header of a visitor goes along."""

from __future__ import annotations

import time
from functools import cache
from threading import BoundedSemaphore

import httpx
from django.conf import settings

AT_ONCE = 6  # of the threads that answer everybody
WAIT_SECONDS = 1.0  # for one of them
PAUSE_SECONDS = 20.0  # after a failure nobody asks for a while
TIMEOUT = httpx.Timeout(4.0, connect=2.0)

_places = BoundedSemaphore(AT_ONCE)
_pause_until = 0.0


class Unavailable(Exception):
    """The server does not answer, answers something else, or is being left alone for a while."""


def fetch(address: str, *, most: int, span: tuple[int, int] | None = None) -> bytes:
    """The body, of ``most`` bytes; with ``span`` that part of it. Follows no redirect. Refuses with ``Unavailable``."""
    global _pause_until  # noqa: PLW0603 - one state for the process
    if time.monotonic() < _pause_until or not _places.acquire(timeout=WAIT_SECONDS):
        raise Unavailable
    try:
        return _fetched(address, most=most, span=span)
    except httpx.HTTPError as error:
        _pause_until = time.monotonic() + PAUSE_SECONDS
        raise Unavailable(type(error).__name__) from error
    finally:
        _places.release()


def _fetched(address: str, *, most: int, span: tuple[int, int] | None) -> bytes:
    headers = {"Range": f"bytes={span[0]}-{span[1]}"} if span else {}
    with _client().stream("GET", address, headers=headers) as answer:
        if answer.status_code >= 500:
            answer.raise_for_status()
        if answer.status_code != (206 if span else 200):
            raise Unavailable(f"answered {answer.status_code}")
        content = b""
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > most:
                raise Unavailable("answered too much")
        return content


@cache
def _client() -> httpx.Client:
    agent = f"Kreislauf ({settings.PLATFORM_HOST})"
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False, headers={"User-Agent": agent})
