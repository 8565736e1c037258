"""Restore one region from its archive while the others are served; it pauses only while the schemas are swapped."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, connections, transaction
from django.db.models import F

from kreislauf.audit.actor import Actor
from kreislauf.regions import stepping_into
from kreislauf.web.page_cache import void_pages_at_once
from tenants.archive.cache_entries import drop_cache_entries
from tenants.archive.compatibility import missing_migrations
from tenants.archive.load_rows import Report
from tenants.archive.lock import archive_lock
from tenants.archive.origin import origin_of, region_here
from tenants.archive.reader import Archive, open_archive
from tenants.archive.scratch_schema import make_scratch_schema
from tenants.archive.swap_schema import swap_schema
from tenants.engine import roles
from tenants.engine.code_version import code_state
from tenants.logbook.record import log_operation
from tenants.models import SERVED, Region, Status, record_step
from tenants.places.ground import settle_ground
from tenants.regions.lookup import FRESH_SECONDS, forget_cards


class CannotRestore(Exception):
    """The region is not served, or another process works on it. The message says which."""


class OtherRegion(Exception):
    """The archive belongs to another region."""


def restore(
    region: Region,
    file: Path | BinaryIO,
    *,
    trusted: str = "",
    by: Actor,
    at: datetime,
    report: Report = lambda _: None,
) -> str:
    """Replace the region's rows by the archive's. Returns the name of the schema that now holds the former rows.

    People keep their passwords and businesses their API keys. Missing pictures are restored, none is deleted.
    Interrupted before the swap, it has changed nothing. Refuses like ``import_archive``, and with ``CannotRestore`` and
    ``OtherRegion``.
    """
    report("Prüfsummen")
    with open_archive(file, trusted=trusted) as archive, stepping_into(None):
        missing = missing_migrations(archive)
        region = Region.objects.prefetch_related("domains").get(pk=region.pk)
        _refuse_other(archive, region)
        if region.status not in SERVED:
            raise CannotRestore(f"{region.name} is {region.status}.")
        with archive_lock(region.label) as mine:
            if not mine:
                raise CannotRestore("Another process is exporting, restoring or deleting this region right now.")
            _drop_schemas(f"r_zurueck_{region.pk}_")
            mark = secrets.token_hex(4)
            fresh, former = f"r_zurueck_{region.pk}_{mark}", f"r_alt_{region.pk}_{mark}"
            try:
                make_scratch_schema(fresh, archive, missing=missing, report=report)
                with stepping_into(region.card()):
                    _pictures(archive)
                report("Austausch")
                with _paused(region, at=at):
                    swap_schema(region.schema_name, fresh=fresh, former=former)
                with stepping_into(region.card()):
                    settle_ground()
                drop_cache_entries(region.schema_name)
                void_pages_at_once(region.schema_name)  # a page begun before the swap may be cached only now
            finally:
                _drop_schemas(f"r_zurueck_{region.pk}_")
            _record(region, archive, former=former, by=by, at=at)
    return former


def _refuse_other(archive: Archive, region: Region) -> None:
    """The region itself may be called otherwise now; one of its name may be another, as long as that is not here."""
    origin = origin_of(archive)
    if origin == region.origin:
        return
    if archive.about["region"]["label"] != region.label:
        raise OtherRegion(f"It is the archive of {archive.about['region']['name']}.")
    if (other := region_here(origin)) is not None:
        raise OtherRegion(f"It is the archive of {other.name}, which lives here as {other.label}.")


def regions_with_old() -> set[int]:
    """Regions of which restoring has kept what was before: rows there name pictures too."""
    with stepping_into(None), connection.cursor() as cursor:
        cursor.execute("SELECT split_part(nspname, '_', 3) FROM pg_namespace WHERE starts_with(nspname, 'r_alt_')")
        return {int(pk) for (pk,) in cursor.fetchall() if pk.isdecimal()}


def drop_old(region: Region) -> list[str]:
    """Delete the schemas that earlier restores left with the region's former rows. Returns their names."""
    return _drop_schemas(f"r_alt_{region.pk}_")


def _drop_schemas(prefix: str) -> list[str]:
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
    """A file's name is made from its contents: a file that exists is the one in the archive."""
    for name in archive.files:
        if not default_storage.exists(name):
            with archive.open_file(name) as content:
                default_storage.save(name, File(content, name=name))


@contextmanager
def _paused(region: Region, *, at: datetime) -> Iterator[None]:
    """Serve nobody, not even staff; waits until every process has read the new row."""
    before = Region.objects.values("quarantined_for", "quarantined_at", "quarantined_because").get(pk=region.pk)
    _set(
        region,
        quarantined_for=code_state(),
        quarantined_at=at,
        quarantined_because="Wird aus einem Archiv zurückgeholt.",
    )
    try:
        time.sleep(min(FRESH_SECONDS, 5.0))
        yield
    finally:
        _set(region, **before)


def _set(region: Region, **values: Any) -> None:
    Region.objects.filter(pk=region.pk).update(**values, version=F("version") + 1)
    forget_cards()


def _record(region: Region, archive: Archive, *, former: str, by: Actor, at: datetime) -> None:
    written = archive.about["created_at"]
    with transaction.atomic():
        # Its vouchers are the archive's from now on.
        Region.objects.filter(pk=region.pk).update(origin=origin_of(archive))
        note = f"Zurückgeholt aus dem Archiv vom {written[:10]}"
        record_step(region, Status(region.status), by=str(by)[:254], at=at, note=note)
        log_operation(
            "region.restored", region.name, by=by, at=at, region_id=region.pk, archive=archive.sha256, kept=former
        )
        transaction.on_commit(forget_cards)
