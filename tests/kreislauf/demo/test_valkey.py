from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from kreislauf.embedded.valkey import Valkey, start_valkey


@contextmanager
def running(home: Path) -> Iterator[Valkey]:
    server = start_valkey(home, password="geheim-genug", log=home / "valkey.log")
    try:
        yield server
    finally:
        server.stop()


def test_what_is_queued_outlives_the_server(home: Path) -> None:
    with running(home) as server, redis.Redis.from_url(server.url()) as client:
        client.lpush("celery", "a task")

    with running(home) as server, redis.Redis.from_url(server.url()) as client:
        assert client.lrange("celery", 0, -1) == [b"a task"]


def test_the_password_is_asked_for_and_shows_in_no_list_of_processes(home: Path) -> None:
    with running(home) as server:
        with redis.Redis(port=server.port) as stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()

        assert b"geheim-genug" not in Path(f"/proc/{server.process.pid}/cmdline").read_bytes()
        assert b"geheim-genug" not in Path(f"/proc/{server.process.pid}/environ").read_bytes()


def test_the_server_listens_to_this_machine_alone(home: Path) -> None:
    with running(home) as server, redis.Redis.from_url(server.url()) as client:
        assert client.config_get("bind") == {"bind": "127.0.0.1"}
