"""What lies in the shared Redis is ours, or it counts as not there."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from redis import Redis

from kreislauf.web.redis_cache import OneClient


class Runs:
    """A pickle that writes a file when it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return Path.write_text, (self.path, "ran")


@pytest.fixture
def server() -> Any:
    with Redis.from_url(settings.REDIS_URL) as client:
        yield client


@pytest.mark.parametrize("value", ["Käse", b"\x80\x05\n", 7, -7, 1.5, None, True, ["a", {"b": [1, 2]}], ""])
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    cache.set("a", value)
    cache.set_many({"b": value})
    cache.add("c", value)

    assert cache.get_many(["a", "b", "c"]) == {"a": value, "b": value, "c": value}
    assert cache.get("a", "nothing") == value
    assert type(cache.get("a")) is type(value)


def test_redis_goes_on_counting() -> None:
    cache.add("n", 0)

    assert [cache.incr("n"), cache.incr("n"), cache.get("n")] == [1, 2, 2]


def test_a_planted_pickle_runs_nothing(server: Any, tmp_path: Path) -> None:
    cache.set("page", "ours")
    server.set(cache.make_key("page"), pickle.dumps(Runs(tmp_path / "proof")))

    assert cache.get("page", "missing") == "missing"
    assert cache.get_many(["page"]) == {}
    assert not (tmp_path / "proof").exists()


def test_what_was_changed_or_copied_from_another_key_counts_as_not_there(server: Any) -> None:
    cache.set_many({"kiel": b"Kiel", "dortmund": b"Dortmund"})
    kiel, dortmund = cache.make_key("kiel"), cache.make_key("dortmund")

    server.set(dortmund, server.get(kiel))
    assert cache.get("dortmund") is None
    server.set(kiel, server.get(kiel)[:-1] + b"x")
    assert cache.get("kiel") is None
    for planted in (b"", b"x", b"j" * 100):
        server.set(kiel, planted)
        assert cache.get("kiel") is None


def test_nothing_that_is_stored_is_a_pickle() -> None:
    """Django's own serializer would come back with an option of the settings."""
    assert type(cache._cache) is OneClient  # type: ignore[attr-defined]
    assert "pickle" not in type(cache._cache._serializer).__module__  # type: ignore[attr-defined]
    assert settings.SESSION_ENGINE == "kreislauf.web.sessions"
