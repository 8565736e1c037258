"""One question of a client, and all of the answer."""

from __future__ import annotations

from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client


def ask(client: Client, method: str, path: str, question: dict[str, str] | None = None) -> tuple[int, str]:
    """The status, and everything that was answered: body and headers, in lower case."""
    response = getattr(client, method)(path, question or {})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    # As a server does at the end; but the test's transaction lives on the connection that Django would close now.
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
    headers = " ".join(f"{key}: {value}" for key, value in response.items())
    return response.status_code, (body.decode(errors="replace") + headers).lower()
