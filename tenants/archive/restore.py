"""Bring one region back to what its archive holds, while the others serve; it pauses for the moment of the exchange."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connections, transaction
from django.db.models import F

from kreislauf.audit.actor import Actor
from kreislauf.page_cache import content_changed
from kreislauf.regions import stepping_into
from tenants.archive.cache_entries import drop_cache_entries
from tenants.archive.exchange import exchange
from tenants.archive.fits import missing_migrations
from tenants.archive.load import load
from tenants.archive.lock import at_work_on
from tenants.archive.reading import Archive, open_archive
from tenants.archive.shape import make_shape
from tenants.engine import roles
from tenants.engine.code import code_state
from tenants.lookup import FRESH_SECONDS, forget_cards
from tenants.models import SERVED, Region, Status, record_step
from tenants.operators.record import record_deed

Told = Callable[[str], object]


class CannotRestore(Exception):
    """There is nothing to restore into, or somebody else is at the region. The sentence says which."""


class OtherRegion(Exception):
    """The archive is another region's."""


def restore(
    region: Region,
    file: Path | BinaryIO,
    *,
    trusted: str = "",
    by: Actor,
    at: datetime,
    told: Told = lambda _: None,
) -> str:
    """The rows of the archive in the place of the region's own; what was is kept under the name that is returned.

    People keep their passwords and businesses their keys for the API. Pictures that are missing come back, none goes.
    Cut off before the exchange, nothing has changed. Refuses like ``bring_in``, and with ``CannotRestore`` and
    ``OtherRegion``.
    """
    told("Prüfsummen")
    with open_archive(file, trusted=trusted) as archive, stepping_into(None):
        missing = missing_migrations(archive)
        region = Region.objects.prefetch_related("domains").get(pk=region.pk)
        if archive.about["region"]["label"] != region.label:
            raise OtherRegion(f"It is the archive of {archive.about['region']['name']}.")
        if region.status not in SERVED:
            raise CannotRestore(f"{region.name} is {region.status}.")
        with at_work_on(region.label) as mine:
            if not mine:
                raise CannotRestore("Somebody is exporting, restoring or removing this region at this moment.")
            _clear(f"r_zurueck_{region.pk}_")
            mark = secrets.token_hex(4)
            fresh, kept = f"r_zurueck_{region.pk}_{mark}", f"r_alt_{region.pk}_{mark}"
            try:
                make_shape(fresh, without=missing, fill=lambda place: load(archive, place, told=told))
                with stepping_into(region.card()):
                    _pictures(archive)
                told("Austausch")
                with _paused(region, at=at):
                    exchange(region.schema_name, fresh=fresh, kept=kept)
                drop_cache_entries(region.schema_name)
                content_changed(region.schema_name)  # a page begun before the exchange may be kept only now
            finally:
                _clear(f"r_zurueck_{region.pk}_")
            _note(region, archive, kept=kept, by=by, at=at)
    return kept


def drop_old(region: Region) -> list[str]:
    """What restoring has kept of the region as it was before."""
    return _clear(f"r_alt_{region.pk}_")


def _clear(prefix: str) -> list[str]:
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT nspname::text FROM pg_namespace WHERE starts_with(nspname, %s)"
            " UNION SELECT rolname::text FROM pg_roles WHERE starts_with(rolname, %s) ORDER BY 1",
            [prefix, prefix],
        )
        found = [name for (name,) in cursor.fetchall()]
    for name in found:
        roles.drop(name)
    return found


def _pictures(archive: Archive) -> None:
    """Names are made from contents: what is there is what the archive holds under that name."""
    for name in archive.files:
        if not default_storage.exists(name):
            with archive.open_file(name) as content:
                default_storage.save(name, File(content, name=name))


@contextmanager
def _paused(region: Region, *, at: datetime) -> Iterator[None]:
    """Nobody is served, not even staff; waits until every process has heard of it."""
    before = Region.objects.values("set_aside_for", "set_aside_at", "set_aside_because").get(pk=region.pk)
    _set(region, set_aside_for=code_state(), set_aside_at=at, set_aside_because="Wird aus einem Archiv zurückgeholt.")
    try:
        time.sleep(min(FRESH_SECONDS, 5.0))
        yield
    finally:
        _set(region, **before)


def _set(region: Region, **values: Any) -> None:
    Region.objects.filter(pk=region.pk).update(**values, version=F("version") + 1)
    forget_cards()


def _note(region: Region, archive: Archive, *, kept: str, by: Actor, at: datetime) -> None:
    written = archive.about["created_at"]
    with transaction.atomic():
        note = f"Zurückgeholt aus dem Archiv vom {written[:10]}"
        record_step(region, Status(region.status), by=str(by)[:254], at=at, note=note)
        record_deed(
            "region.restored", region.name, by=by, at=at, region_id=region.pk, archive=archive.sha256, kept=kept
        )
        transaction.on_commit(forget_cards)
