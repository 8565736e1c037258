"""Make a region from an archive, in an empty installation or beside other regions under a free label."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connections, transaction

from kreislauf.audit.actor import Actor
from kreislauf.regions import stepping_into
from tenants.archive.balances import open_balances
from tenants.archive.compatibility import missing_migrations
from tenants.archive.load_rows import Report
from tenants.archive.lock import archive_lock
from tenants.archive.origin import origin_of, region_here
from tenants.archive.reader import Archive, Damaged, open_archive
from tenants.archive.roll_back import is_interrupted, roll_back
from tenants.archive.scratch_schema import make_scratch_schema
from tenants.engine.media import drop_media
from tenants.logbook.record import log_operation
from tenants.models import Domain, Region, Status, Step, record_step, schema_for
from tenants.places.ground import settle_ground
from tenants.regions.lookup import forget_cards
from tenants.signup.labels import check_label


class SchemaTaken(Exception):
    """A schema of that name exists and belongs to no region: its data is not overwritten."""


class OriginalIsHere(Exception):
    """The archive's region lives in this installation: beside it, each of its vouchers would be worth twice."""

    def __init__(self, original: Region) -> None:
        super().__init__(
            f"{original.name} lives here as {original.label} ({original.status}), with the same vouchers. "
            f"To set it back to this archive: region restore {original.label}. "
            "To import it under another label, let the region leave first."
        )


class ImportRunning(Exception):
    """Another process is importing a region of this label right now."""


def import_archive(
    file: Path | BinaryIO,
    *,
    label: str = "",
    trusted: str = "",
    by: Actor,
    at: datetime,
    report: Report = lambda _: None,
) -> Region:
    """Make the archive's region; it is served once the import is complete. People set new passwords.

    What an interrupted import left is rolled back first. Refuses, and changes nothing, with the refusals of
    ``reader.open_archive``, ``compatibility.missing_migrations``, ``labels.check_label``, and with ``SchemaTaken``,
    ``OriginalIsHere`` and ``ImportRunning``.
    """
    report("Prüfsummen")
    with open_archive(file, trusted=trusted) as archive, stepping_into(None):
        missing = missing_migrations(archive)
        label = label or archive.about["region"]["label"]
        with archive_lock(label) as mine:
            if not mine:
                raise ImportRunning("Another process is importing this region right now.")
            interrupted = Region.objects.filter(label__iexact=label).first()
            if interrupted is not None and is_interrupted(interrupted):
                roll_back(interrupted)
            region = _reserve(archive, label, by=by, at=at)
            try:
                make_scratch_schema(region.schema_name, archive, missing=missing, report=report)
                drop_media(region.card())  # files of that name belong to nobody: the schema did not exist
                with stepping_into(region.card()):
                    _check_balances(archive)
                    _pictures(archive, report)
                    settle_ground()
                return _open(archive, region, by=by, at=at)
            except BaseException:
                roll_back(region)
                raise


def _reserve(archive: Archive, label: str, *, by: Actor, at: datetime) -> Region:
    """Create the region's row first, so that nobody else takes its label and host in the meantime."""
    about = archive.about["region"]
    origin = origin_of(archive)
    if (original := region_here(origin)) is not None:
        raise OriginalIsHere(original)
    check_label(label, name=about["name"], kind=about["kind"])
    schema = schema_for(label)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [schema])
        if cursor.fetchone() == (True,):
            raise SchemaTaken(f"The schema {schema} exists and belongs to no region.")
    with transaction.atomic():
        region: Region = Region.objects.create(
            name=about["name"],
            label=label,
            schema_name=schema,
            kind=about["kind"],
            ars=about["ars"],
            origin=origin,
            primary_colour=about["primary_colour"],
            accent_colour=about["accent_colour"],
            glyphs=about["glyphs"],
        )
        Domain.objects.create(tenant=region, domain=f"{label}.{settings.PLATFORM_HOST}", is_primary=True)
        record_step(region, Status.PROVISIONING, by=str(by)[:254], at=at)
    return region


def _check_balances(archive: Archive) -> None:
    """Compare the open balances with those of the archive, to the cent."""
    found = [balance.left_cents for balance in open_balances()]
    if {"vouchers": len(found), "cents": sum(found)} != archive.about["balances"]:
        raise Damaged(f"Open vouchers are worth {sum(found)} cents, not {archive.about['balances']['cents']}.")


def _pictures(archive: Archive, report: Report) -> None:
    names = archive.files
    for number, name in enumerate(names, 1):
        if number % 50 == 1:
            report(f"Bilder und Dateien: {number} von {len(names)}")
        with archive.open_file(name) as content:
            try:
                stored = default_storage.save(name, File(content, name=name))
            except (SuspiciousFileOperation, ValueError) as problem:
                raise Damaged(f"No file can be called {name[:80]!r}.") from problem
        if stored != name:
            raise Damaged(f"{name[:80]!r} was there already.")


def _open(archive: Archive, region: Region, *, by: Actor, at: datetime) -> Region:
    """The last step: from here on the region is served, in the status it had."""
    was = archive.about["region"]["status"]
    status = Status(was) if was in (Status.DRAFT, Status.LIVE, Status.SUSPENDED) else Status.LIVE
    written = archive.about["created_at"]
    with transaction.atomic():
        for step in archive.about["region"]["steps"]:
            Step.objects.create(region=region, status=step["status"], at=step["at"], by="Archiv", note=step["note"])
        record_step(region, status, by=str(by)[:254], at=at, note=f"Archiv vom {written[:10]}")
        log_operation(
            "region.imported", region.name, by=by, at=at, region_id=region.pk, archive=archive.sha256, written=written
        )
        transaction.on_commit(forget_cards)
    return region
