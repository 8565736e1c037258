"""Rows that name others are deleted before those, whether or not their key may be empty.

Django takes an order only from keys that are never empty, and leaves the others to COMMIT, until which they are
deferred. On Citus no key is: there a supporter could not be deleted together with who speaks for it.
"""

from __future__ import annotations

from typing import Any

from django.db.models.deletion import Collector

_add = Collector.add


def delete_in_order() -> None:
    Collector.add = _add_in_order  # type: ignore[method-assign]


def _add_in_order(
    self: Any, objs: Any, source: Any = None, nullable: bool = False, reverse_dependency: bool = False
) -> Any:
    # Rows of one table go in one statement; there is no order among them.
    names_itself = bool(objs) and source is not None and source._meta.concrete_model is objs[0]._meta.concrete_model
    return _add(self, objs, source, nullable and names_itself, reverse_dependency)
