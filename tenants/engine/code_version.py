"""The migrations of the code, and a digest of them to compare schemas with."""

from __future__ import annotations

import functools
import hashlib
import pkgutil
from importlib import import_module

from django.apps import apps
from django.db.migrations.loader import MigrationLoader


# Cached, because they do not change while the process runs.
@functools.cache
def code_migrations() -> frozenset[tuple[str, str]]:
    """Each migration of the code as app label and name.

    Their names suffice: importing all of them would cost a web process half a second and memory.
    """
    return frozenset((config.label, name) for config in apps.get_app_configs() for name in _names(config.label))


def _names(label: str) -> list[str]:
    """The modules that Django's loader would import."""
    folder, _chosen = MigrationLoader.migrations_module(label)
    try:
        package = import_module(folder) if folder else None
    except ModuleNotFoundError:
        return []
    found = pkgutil.iter_modules(getattr(package, "__path__", []))
    return [module.name for module in found if not module.ispkg and module.name[0] not in "_~"]


@functools.cache
def code_state() -> str:
    """The digest of a schema that has every migration of the code, computed as by ``tenants.engine.schemas.STATE``."""
    lines = "\n".join(f"{app}.{name}" for app, name in sorted(code_migrations()))
    return hashlib.md5(lines.encode(), usedforsecurity=False).hexdigest()
