"""Whether this code can read an archive: whose tables it was written from, and whether ours were once like that."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings

from tenants.archive.reading import Archive
from tenants.engine.code import code_migrations


class TooNew(Exception):
    """It was written by code that knows more than this one. The sentence names what is needed."""


def missing_migrations(archive: Archive) -> set[tuple[str, str]]:
    """What the archive's tables have not been through yet; empty where they are like ours. Refuses with ``TooNew``."""
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
    """Migrations of the platform's own apps leave nothing in a region; those of an app that we do not have might."""
    try:
        return apps.get_app_config(app).name in settings.TENANT_APPS
    except LookupError:
        return True
