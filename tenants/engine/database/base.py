"""Database backend that switches to the current region in one round trip, right before a query.

The region comes from the context (``kreislauf.regions``), never from the connection. Each connection remembers its
last switch and sends it again after a rollback. A refused switch raises, so that a query never runs in the former
region. The login role may read nothing; everything runs as the region's own role or as ``r_public``.
"""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any
from weakref import WeakSet

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base as django_base
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.utils import OperationalError
from django_tenants.postgresql_backend import base as tenants_base
from psycopg import sql
from psycopg.pq import ExecStatus, TransactionStatus

from kreislauf import regions
from tenants.engine.database.cursor import OneStatementCursor
from tenants.engine.database.schema_editor import SchemaEditor

PUBLIC_ROLE = "r_public"
# Resets everything that an earlier request may have left on the connection. The time zone is Django's.
SCRUB = "CLOSE ALL; DEALLOCATE ALL; UNLISTEN *; DISCARD SEQUENCES; DISCARD TEMP; RESET ALL; SET TIME ZONE 'UTC'; "
# Only between two requests or tasks: within one, a lock may be held on purpose while another region is read.
LET_GO = "SELECT pg_advisory_unlock_all(); "

_wrappers: WeakSet[DatabaseWrapper] = WeakSet()  # of all threads
_wrappers_lock = Lock()


class SwitchRefused(OperationalError):
    """The database refused to switch to the region; no query may run."""


class Operations(DatabaseOperations):
    compiler_module = "tenants.engine.database.compiler"


class DatabaseWrapper(tenants_base.DatabaseWrapper):
    SchemaEditorClass = SchemaEditor
    ops_class = Operations
    _built = False
    health_check_done: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._sent: tuple[str, regions.Visit] | None = None
        self._seen: set[str] = set()  # schemas whose catalogue the server caches for this connection
        self._between = False  # between two requests or tasks
        super().__init__(*args, **kwargs)
        self._built = True
        with _wrappers_lock:
            _wrappers.add(self)

    # django-tenants' interface: setting a tenant moves the context, reading it reads the context.
    @property
    def tenant(self) -> Any:
        return regions.current_visit().card or tenants_base.FakeTenant(schema_name=regions.PUBLIC)

    @tenant.setter
    def tenant(self, value: Any) -> None:
        """Ignored: django-tenants' constructor sets ``None`` here."""

    @property
    def schema_name(self) -> str:
        return regions.current_schema()

    @schema_name.setter
    def schema_name(self, value: Any) -> None:
        """See ``tenant``."""

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        if self._built:
            regions.go_to(tenant)

    # The switch.
    @property
    def _is_owner(self) -> bool:
        return bool(self.settings_dict["OPTIONS"].get("kreislauf_owner"))

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        owner = params.pop("kreislauf_owner", False)
        params["prepare_threshold"] = None  # a prepared plan would be used in other regions
        if not owner:
            params["cursor_factory"] = OneStatementCursor
        return params

    def _configure_timezone(self, connection: Any) -> bool:
        """The switch sets it. Django would use ``set_config``, which ``harden.sql`` revokes."""
        return False

    def _cursor(self, name: str | None = None) -> Any:
        schema = regions.current_schema()
        # Within a request only if the request itself has used so many regions, so that it loses no advisory lock.
        if schema not in self._seen and not self._is_owner and self._has_seen(2 * settings.REGIONS_PER_CONNECTION):
            self.close()
        cursor = django_base.DatabaseWrapper._cursor(self, name)  # type: ignore[attr-defined]
        self._enter(schema)
        return cursor

    def _has_seen(self, many: int) -> bool:
        """Whether to reconnect: the server caches some 2.5 MB for each region that a connection has used."""
        if self.connection is None or self.in_atomic_block or not 0 < many <= len(self._seen):
            return False
        return bool(self.connection.pgconn.transaction_status == TransactionStatus.IDLE)

    def _enter(self, schema: str) -> None:
        visit = regions.current_visit()
        if self._sent == (schema, visit):
            return
        pgconn = self.connection.pgconn
        if pgconn.transaction_status == TransactionStatus.INERROR:
            return  # only a rollback can follow, and it forgets the last switch
        in_block = pgconn.transaction_status == TransactionStatus.INTRANS
        message = switch(schema, role=self._role_for(schema))
        if not in_block:
            message = SCRUB + (LET_GO if self._between else "") + message
        self._sent = None
        result = pgconn.exec_(message.encode())
        if result.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
            raise SwitchRefused(f"Cannot enter {schema}: {result.error_message.decode(errors='replace')}")
        self._sent = (schema, visit)
        self._seen.add(schema)
        self._between &= in_block

    def _role_for(self, schema: str) -> str | None:
        return None if self._is_owner else role_of(schema)

    def _forget(self) -> None:
        self._sent = None
        self.search_path_set_schemas = None

    def connect(self) -> None:
        self._forget()
        self._seen = set()
        super().connect()

    def close_if_unusable_or_obsolete(self) -> None:
        """Called before and after every request and task."""
        self._forget()
        self._between = True
        super().close_if_unusable_or_obsolete()
        if self._has_seen(settings.REGIONS_PER_CONNECTION):
            self.close()

    def close_if_health_check_failed(self) -> None:
        """The switch is a round trip anyway and replaces Django's ``SELECT 1``."""
        if self.connection is None or not self.health_check_enabled or self.health_check_done:
            return
        self.health_check_done = True
        try:
            self._enter(regions.current_schema())
        except (OperationalError, psycopg.Error):
            self.close()

    def close(self) -> None:
        self._forget()
        super().close()

    def rollback(self) -> None:
        self._forget()
        super().rollback()

    def savepoint_rollback(self, sid: str) -> None:
        try:
            super().savepoint_rollback(sid)
        finally:
            self._forget()


def catalogues() -> list[int]:
    """Of each open connection of this process: of how many regions the server caches the catalogue for it."""
    with _wrappers_lock:
        return [len(wrapper._seen) for wrapper in _wrappers if wrapper.connection is not None]


def role_of(schema: str) -> str:
    """A region's role has its schema's name; the platform's is ``r_public``."""
    return PUBLIC_ROLE if schema == regions.PUBLIC else schema


@lru_cache(maxsize=4096)
def switch(schema: str, *, role: str | None) -> str:
    """The message that switches to a schema. ``pg_temp`` comes last, so that no temporary table shadows a real one."""
    parts = [sql.SQL("SET ROLE {}").format(sql.Identifier(role))] if role else []
    path = (
        [sql.Identifier(schema)]
        if schema == regions.PUBLIC
        else [sql.Identifier(schema), sql.Identifier(regions.PUBLIC)]
    )
    parts.append(sql.SQL("SET search_path = {}, pg_temp").format(sql.SQL(", ").join(path)))
    return sql.SQL("; ").join(parts).as_string(None)
