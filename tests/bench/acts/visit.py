"""Asking an application as a web server does, without the web server."""

from __future__ import annotations

import functools
import io
import sys
from typing import Any

from django.core.wsgi import get_wsgi_application


@functools.cache
def _application() -> Any:
    return get_wsgi_application()


def page(host: str, path: str, times: int) -> str:
    """Ask ``times`` times and read each answer to its end; the last one's body. Refuses every answer but 200."""
    body = ""
    for _ in range(times):
        status, body = _ask(host, path)
        if not status.startswith("200"):
            raise AssertionError(f"{host}{path}: {status}")
    return body


def _ask(host: str, path: str) -> tuple[str, str]:
    said: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], problem: Any = None) -> None:
        said.append(status)

    path, _, query = path.partition("?")
    answer = _application()(
        {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": host,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": host,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        },
        start,
    )
    try:
        body = b"".join(answer)
    finally:
        answer.close()
    return said[0], body.decode(errors="replace")
