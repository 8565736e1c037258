"""The pytest plugin that gives every test process servers of its own before Django reads its settings.

With DATABASE_URL or REDIS_URL set, those servers are used instead. DATABASE_URL is then an administrator's, of a server
that no platform lives on: the tests make logins, roles and databases there. CITUS_URL is the same of a Citus cluster,
for the tests marked ``citus``: see tests/plugin/cluster.py. KREISLAUF_TEST_SERVERS=none starts none,
for tests that only read the code (tests/house).
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

from tests.plugin.servers import GIVEN_DATABASE, GIVEN_REDIS, SERVERS

_UNUSED = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Iterator[None]:
    """Before pytest-django, which reads the settings at this same point."""
    os.environ.update(KREISLAUF_ENV="test", SECRET_KEY="only-for-tests-" + "0" * 40)
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    if cluster := os.environ.get("CITUS_URL", ""):
        os.environ.update(DATABASE_URL=cluster, KREISLAUF_CITUS="1")
    if not SERVERS.worker:
        for given, name in [(GIVEN_DATABASE, "DATABASE_URL"), (GIVEN_REDIS, "REDIS_URL")]:
            os.environ[given] = os.environ.get(name, "")
    options = parser.parse_known_args(args)
    hands_out = getattr(options, "numprocesses", None) and not SERVERS.worker
    if hands_out or os.environ.get("KREISLAUF_TEST_SERVERS") == "none":
        os.environ.update(_UNUSED)
    else:
        SERVERS.start()
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    settings.WHITENOISE_AUTOREFRESH = True  # else each test client reads through all files first
    settings.PASSWORD_HASHERS = ["tests.plugin.hasher.QuickArgon2"]

    # Registered this late because pytest takes the last of two fixtures of one name, and pytest-django has one too.
    from tests.plugin import databases

    config.pluginmanager.register(databases, "kreislauf-databases")


@pytest.hookimpl(trylast=True)  # pytest-django sorts, too
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Else one process is still at such a file when the others have nothing left.
    items.sort(key=lambda item: not item.get_closest_marker("takes_minutes"))
    if not os.environ.get("CITUS_URL", ""):
        for item in items:
            if item.get_closest_marker("citus"):
                item.add_marker(pytest.mark.skip(reason="CITUS_URL names no cluster"))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it for garbage again and again was a sixth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure(config: pytest.Config) -> None:
    SERVERS.until_the_end.close()
