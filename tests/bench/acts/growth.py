"""Asking a region's pages as a visitor, the office or a business, and what each costs database and processor."""

from __future__ import annotations

import functools
import resource
import time
from contextlib import nullcontext
from pathlib import Path
from secrets import token_hex
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test import Client

from kreislauf.regions import stepping_into
from kreislauf.web import remembered
from marketplace.search.vocabulary import write_vocabulary
from tests.bench.acts.regions import _card, host_of


def costs(label: str, who: str, path: str, times: int, *, remembers: bool = True) -> dict[str, Any]:
    """Seconds of the database and of the processor for each of so many answers, and the size of the last.

    ``remembers`` False: sums over everything are reckoned anew each time, as they are every five minutes.
    """
    client = _client(label, who)
    answer = _ask(client, path)  # warm
    seen = []
    with nullcontext() if remembers else patch.object(remembered, "_named", lambda key: f"new:{token_hex()}"):
        for _ in range(times):
            database, processor = _worked(), time.process_time()
            answer = _ask(client, path)
            seen.append((_worked() - database, time.process_time() - processor))
    return {"seen": seen, "bytes": len(answer)}


def peak_memory(label: str, who: str, path: str) -> dict[str, Any]:
    """The most memory that this process has ever had, in MiB, and the answer's size in bytes."""
    size = sum(len(part) for part in _client(label, who).get(path).streaming_content)  # type: ignore[arg-type,misc]
    return {"mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "bytes": size}


def write_words(label: str) -> None:
    """What the night writes: the words that a mistyped one is compared with."""
    with stepping_into(_card(label)):
        write_vocabulary()


def _worked() -> float:
    """Seconds of the processor that the database's process for our connection has had: the same on a busy machine."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _ask(client: Client, path: str) -> bytes:
    response = client.get(path)
    if response.status_code != 200:
        raise AssertionError(f"{path}: {response.status_code}")
    return response.content


@functools.cache
def _client(label: str, who: str) -> Client:
    from kreislauf.accounts.models import User
    from marketplace.businesses.models import Business
    from tests.make import make_owner, make_user

    client = Client(HTTP_HOST=host_of(label))
    if who == "visitor":
        return client
    with stepping_into(_card(label)):
        email = f"{who}@example.org"
        user = User.objects.filter(email=email).first()
        if user is None:
            office = who == "office"
            user = make_user(email=email) if office else make_owner(Business.objects.get(slug="betrieb-2"), email=email)
        client.force_login(user)
    return client
