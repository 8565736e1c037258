"""Whether this code can read an archive: its migrations must be the code's, or an earlier state of them."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings

from tenants.archive.reader import Archive
from tenants.engine.code_version import code_migrations


class TooNew(Exception):
    """The archive was written by newer code. The message names the migration that this code lacks."""


def missing_migrations(archive: Archive) -> set[tuple[str, str]]:
    """The migrations that the archive's tables lack; none if they are the code's. Refuses with ``TooNew``."""
    ours = {step for step in code_migrations() if _is_a_region_s(step[0])}
    theirs = {step for step in state_of(archive) if _is_a_region_s(step[0])}
    unknown = theirs - ours
    if unknown:
        first = ".".join(min(unknown))
        raise TooNew(f"It was written by {archive.about['software']}, which knows {first}: update this installation.")
    return ours - theirs


def state_of(archive: Archive) -> set[tuple[str, str]]:
    return {(app, name) for app, _, name in (text.partition(".") for text in archive.about["migrations"])}


def _is_a_region_s(app: str) -> bool:
    """The platform's own apps have no tables in a region; an app that this code does not have might."""
    try:
        return apps.get_app_config(app).name in settings.TENANT_APPS
    except LookupError:
        return True
