"""The strict mode's database backend: each region over connections of its own, logged in as the region's role.

No statement, whoever wrote it, leads from one region into another: the role that has logged in belongs to no other.
Each region has a transaction of its own, too: work in two of them at once is committed in each by itself.
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
    """What Django takes for its connection: at each word, the wrapper of the region at work."""

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        self.__dict__.update(_given=settings_dict, _alias=alias, _kept=OrderedDict())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._here(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._here(), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._here(), name)

    def close(self) -> None:
        for wrapper in self._kept.values():
            wrapper.close()

    def close_if_unusable_or_obsolete(self) -> None:
        for wrapper in self._kept.values():
            wrapper.close_if_unusable_or_obsolete()

    def inc_thread_sharing(self) -> None:
        for wrapper in self._kept.values():
            wrapper.inc_thread_sharing()

    def dec_thread_sharing(self) -> None:
        for wrapper in self._kept.values():
            wrapper.dec_thread_sharing()

    def _here(self) -> RegionWrapper:
        schema, kept = regions.current_schema(), self._kept
        wrapper: RegionWrapper | None = kept.get(schema)
        if wrapper is None:
            wrapper = kept[schema] = RegionWrapper(self._given, self._alias, schema=schema)
            self._give_back()
        kept.move_to_end(schema)
        return wrapper

    def _give_back(self) -> None:
        """Close the one asked for longest ago. One within a transaction stays until it is through."""
        idle = [schema for schema, wrapper in self._kept.items() if not wrapper.in_atomic_block]
        for schema in idle[:-1][: max(0, len(self._kept) - max(1, settings.STRICT_CONNECTIONS))]:
            self._kept.pop(schema).close()
