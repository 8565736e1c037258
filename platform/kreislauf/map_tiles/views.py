"""``/-/karte/…``: the ground of maps from this site, so that no visitor's browser ever asks anybody else."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from kreislauf.accounts.limits import address_of_client, allow_try
from kreislauf.map_tiles import store
from kreislauf.map_tiles.fetch import Unavailable, fetch
from kreislauf.map_tiles.grid import is_here
from kreislauf.permissions import Audience, allow

LARGEST_TILE = 500_000
LARGEST_PART = 4_000_000
A_DAY = 24 * 3600
NEW_PER_CLIENT, NEW_SECONDS = 900, 600  # tiles that nobody has looked at yet
_PICTURES = ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"RIFF", "image/webp"))
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})")


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """One tile of the server in ``MAP_TILES``."""
    if not settings.MAP_TILES or not is_here(z, x, y):
        raise Http404
    address = settings.MAP_TILES.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))
    name = f"{_digest(settings.MAP_TILES.encode())}/{z}/{x}/{y}"
    content = store.read(name)
    if content is None:
        content = _new(request, address, name)
    if content is None:
        return _later()
    return _answer(request, content, _kind(content))


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """A part of the archive in ``MAP_PMTILES``, as the header ``Range`` asks; nobody gets the whole of it."""
    if not settings.MAP_PMTILES:
        raise Http404
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    start, end = (int(found[1]), int(found[2])) if found else (1, 0)
    if end < start or end - start >= LARGEST_PART:
        return HttpResponse(status=416, headers={"Content-Range": "bytes */*", "Cache-Control": "no-store"})
    try:
        content, etag = _part(settings.MAP_PMTILES, start, end)
    except (OSError, Unavailable):
        return _later()
    if not content:
        return HttpResponse(status=416, headers={"Content-Range": "bytes */*", "Cache-Control": "no-store"})
    answer = HttpResponse(content, status=206, content_type="application/octet-stream")
    answer["Content-Range"] = f"bytes {start}-{start + len(content) - 1}/*"
    answer["Cache-Control"], answer["ETag"] = f"public, max-age={A_DAY}", etag
    return answer


def _new(request: HttpRequest, address: str, name: str) -> bytes | None:
    """Fetched now; an old one where that fails."""
    content = None
    if allow_try(f"tiles {address_of_client(request)}", NEW_PER_CLIENT, NEW_SECONDS):
        with suppress(Unavailable):
            content = fetch(address, most=LARGEST_TILE)
        if content is not None and _kind(content):
            store.write(name, content)
            return content
    return store.read(name, stale=True)


def _part(source: str, start: int, end: int) -> tuple[bytes, str]:
    """Of a file, or of an address; with a mark that changes when the archive does."""
    if "://" not in source:
        path = Path(source)
        with path.open("rb") as file:
            file.seek(start)
            state = path.stat()
            return file.read(end - start + 1), f'"{state.st_mtime_ns:x}-{state.st_size:x}"'
    etag = _digest(source.encode())
    name = f"{etag}/{start}-{end}"
    content = store.read(name)
    if content is None:
        content = fetch(source, most=end - start + 1, span=(start, end))
        store.write(name, content)
    return content, f'"{etag}"'


def _answer(request: HttpRequest, content: bytes, kind: str) -> HttpResponse:
    etag = f'"{_digest(content)}"'
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"], answer["ETag"] = f"public, max-age={A_DAY}", etag
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    found = get_conditional_response(request, etag=etag, response=answer)
    return found if isinstance(found, HttpResponse) else answer


def _later() -> HttpResponse:
    return HttpResponse(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})


def _kind(content: bytes) -> str:
    """What the bytes are, whatever the server says; empty for what is no picture."""
    return next((kind for start, kind in _PICTURES if content.startswith(start)), "")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
