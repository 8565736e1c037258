"""Database backend of the strict mode: separate connections for each region, logged in as the region's role.

No statement can reach another region, because the login role has no rights there. Each region also has a transaction
of its own: work in two regions at once is committed separately.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from django.conf import settings

from kreislauf import regions
from tenants.engine.database import base
from tenants.engine.database.password import password_of


class RegionWrapper(base.DatabaseWrapper):
    """One thread's connection to one region, or to the platform."""

    def __init__(self, settings_dict: dict[str, Any], alias: str, *, schema: str) -> None:
        self._home = schema
        login = {"USER": base.role_of(schema), "PASSWORD": password_of(schema)}
        super().__init__({**settings_dict, **login}, alias)

    def _role_for(self, schema: str) -> str | None:
        if schema != self._home:
            raise base.SwitchRefused(f"This connection is {self._home}'s and does not lead into {schema}.")
        return None


class DatabaseWrapper:
    """Django's connection: passes every attribute to the wrapper of the current region."""

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        self.__dict__.update(_given=settings_dict, _alias=alias, _wrappers=OrderedDict())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._here(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._here(), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._here(), name)

    def close(self) -> None:
        for wrapper in self._wrappers.values():
            wrapper.close()

    def close_if_unusable_or_obsolete(self) -> None:
        for wrapper in self._wrappers.values():
            wrapper.close_if_unusable_or_obsolete()

    def inc_thread_sharing(self) -> None:
        for wrapper in self._wrappers.values():
            wrapper.inc_thread_sharing()

    def dec_thread_sharing(self) -> None:
        for wrapper in self._wrappers.values():
            wrapper.dec_thread_sharing()

    def _here(self) -> RegionWrapper:
        schema, wrappers = regions.current_schema(), self._wrappers
        wrapper: RegionWrapper | None = wrappers.get(schema)
        if wrapper is None:
            wrapper = wrappers[schema] = RegionWrapper(self._given, self._alias, schema=schema)
            self._close_idle()
        wrappers.move_to_end(schema)
        return wrapper

    def _close_idle(self) -> None:
        """Close the least recently used ones. One in a transaction stays open until it ends."""
        idle = [schema for schema, wrapper in self._wrappers.items() if not wrapper.in_atomic_block]
        for schema in idle[:-1][: max(0, len(self._wrappers) - max(1, settings.STRICT_CONNECTIONS))]:
            self._wrappers.pop(schema).close()
