"""The two modes of isolation, in one process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.test import override_settings

from tenants.engine import roles
from tenants.engine.database.strict.base import DatabaseWrapper

SCHEMAS = ("public", "r_kiel", "r_dortmund")


@contextmanager
def mode(name: str) -> Iterator[None]:
    """``strict`` for the length of the block: roles that log in, and Django's connection that picks among them."""
    if name == "default":
        yield
        return
    plain = connections["default"]
    plain.close()
    with override_settings(STRICT_ISOLATION=True, REGION_PASSWORD_KEY="only-for-tests"):
        _follow_the_mode()
        connections["default"] = DatabaseWrapper(dict(plain.settings_dict), "default")
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = plain
    _follow_the_mode()


def _follow_the_mode() -> None:
    for schema in SCHEMAS:
        roles.create(schema)
    connections["owner"].close()
