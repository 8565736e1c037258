"""The migrations of the code, and a digest of them to compare schemas with."""

from __future__ import annotations

import functools
import hashlib

from django.db.migrations.loader import MigrationLoader


# Cached, because reading them imports every migration, and they do not change while the process runs.
@functools.cache
def code_migrations() -> frozenset[tuple[str, str]]:
    """Each migration of the code as app label and name."""
    return frozenset(MigrationLoader(None).disk_migrations)


@functools.cache
def code_state() -> str:
    """The digest of a schema that has every migration of the code, computed as by ``tenants.engine.schemas.STATE``."""
    lines = "\n".join(f"{app}.{name}" for app, name in sorted(code_migrations()))
    return hashlib.md5(lines.encode(), usedforsecurity=False).hexdigest()
