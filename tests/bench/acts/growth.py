"""Asking a region's pages as a visitor, the office or a business, with what each costs the database and the processor."""

from __future__ import annotations

import functools
import resource
import time
from typing import Any

from django.db import connection
from django.test import Client

from kreislauf.regions import stepping_into
from tests.bench.acts.regions import _card, host_of


def costs(label: str, who: str, path: str, times: int) -> dict[str, Any]:
    """Seconds of the database and of the processor for each of so many answers, and the size of the last."""
    client = _client(label, who)
    answer = _ask(client, path)  # warm
    seen = []
    for _ in range(times):
        with _Database() as database:
            begun = time.process_time()
            answer = _ask(client, path)
            seen.append((database.seconds, time.process_time() - begun))
    return {"seen": seen, "bytes": len(answer)}


def peak_memory(label: str, who: str, path: str) -> dict[str, Any]:
    """The most memory that this process has ever had, in MiB, and the answer's size in bytes."""
    size = sum(len(part) for part in _client(label, who).get(path).streaming_content)  # type: ignore[arg-type,misc]
    return {"mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "bytes": size}


class _Database:
    """How long the database was waited for, without the processor's work for it on this side."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._wrapper = connection.execute_wrapper(self._timed)

    def __enter__(self) -> _Database:
        self._wrapper.__enter__()
        return self

    def __exit__(self, *problem: Any) -> None:
        self._wrapper.__exit__(*problem)

    def _timed(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += max(time.perf_counter() - wall - (time.process_time() - cpu), 0)


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
