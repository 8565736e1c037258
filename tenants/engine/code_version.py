"""The migrations that the code brings: what a schema must have recorded to fit it."""

from __future__ import annotations

import functools
import hashlib

from django.db.migrations.loader import MigrationLoader


# Kept by the process: reading them imports every migration there is, and they do not change under a running process.
@functools.cache
def code_migrations() -> frozenset[tuple[str, str]]:
    """Each migration of the code as app and name."""
    return frozenset(MigrationLoader(None).disk_migrations)


@functools.cache
def code_state() -> str:
    """The digest of a schema that has every migration of the code, as ``tenants.engine.schemas.STATE`` reckons it."""
    lines = "\n".join(f"{app}.{name}" for app, name in sorted(code_migrations()))
    return hashlib.md5(lines.encode(), usedforsecurity=False).hexdigest()
