"""Make a region out of an archive: in an empty installation, or beside others under a label that is free."""

from __future__ import annotations

from collections.abc import Callable
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
from tenants.archive.fits import missing_migrations
from tenants.archive.load import load
from tenants.archive.lock import at_work_on
from tenants.archive.reading import Archive, Damaged, open_archive
from tenants.archive.shape import make_shape
from tenants.archive.take_back import is_cut_off, take_back
from tenants.engine.media import drop_media
from tenants.lookup import forget_cards
from tenants.models import Domain, Region, Status, Step, record_step, schema_for
from tenants.operators.record import record_deed
from tenants.signup.labels import check_label

Told = Callable[[str], object]


class SchemaTaken(Exception):
    """A schema of that name is there and belongs to no region of ours: nobody's data is overwritten."""


class SomebodyAtIt(Exception):
    """Another process brings in a region of this label at this moment."""


def bring_in(
    file: Path | BinaryIO,
    *,
    label: str = "",
    trusted: str = "",
    by: Actor,
    at: datetime,
    told: Told = lambda _: None,
) -> Region:
    """The archive's region as it was, served once everything stands; people set new passwords.

    A try that was cut off is taken back and done anew. Refuses, and changes nothing, with the refusals of
    ``reading.open_archive``, ``fits.missing_migrations``, ``labels.check_label``, and with ``SchemaTaken`` and
    ``SomebodyAtIt``.
    """
    told("Prüfsummen")
    with open_archive(file, trusted=trusted) as archive, stepping_into(None):
        missing = missing_migrations(archive)
        label = label or archive.about["region"]["label"]
        with at_work_on(label) as mine:
            if not mine:
                raise SomebodyAtIt
            half = Region.objects.filter(label__iexact=label).first()
            if half is not None and is_cut_off(half):
                take_back(half)
            region = _reserve(archive, label, by=by, at=at)
            try:
                make_shape(region.schema_name, without=missing, fill=lambda place: load(archive, place, told=told))
                drop_media(region.card())  # nobody's: the schema was not there
                with stepping_into(region.card()):
                    _check_balances(archive)
                    _pictures(archive, told)
                return _open(archive, region, by=by, at=at)
            except BaseException:
                take_back(region)
                raise


def _reserve(archive: Archive, label: str, *, by: Actor, at: datetime) -> Region:
    """Name, label and host before anything is made, so that nobody else takes them in the meantime."""
    about = archive.about["region"]
    check_label(label, name=about["name"], kind=about["kind"])
    schema = schema_for(label)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [schema])
        if cursor.fetchone() == (True,):
            raise SchemaTaken(f"There is a schema {schema} that belongs to no region.")
    with transaction.atomic():
        region: Region = Region.objects.create(
            name=about["name"],
            label=label,
            schema_name=schema,
            kind=about["kind"],
            ars=about["ars"],
            primary_colour=about["primary_colour"],
            accent_colour=about["accent_colour"],
            glyphs=about["glyphs"],
        )
        Domain.objects.create(tenant=region, domain=f"{label}.{settings.PLATFORM_HOST}", is_primary=True)
        record_step(region, Status.PROVISIONING, by=str(by)[:254], at=at)
    return region


def _check_balances(archive: Archive) -> None:
    """To the cent, asked in the way in which the archive asked."""
    found = [balance.left_cents for balance in open_balances()]
    if {"vouchers": len(found), "cents": sum(found)} != archive.about["balances"]:
        raise Damaged(f"Open vouchers are worth {sum(found)} cents, not {archive.about['balances']['cents']}.")


def _pictures(archive: Archive, told: Told) -> None:
    names = archive.files
    for number, name in enumerate(names, 1):
        if number % 50 == 1:
            told(f"Bilder und Dateien: {number} von {len(names)}")
        with archive.open_file(name) as content:
            try:
                stored = default_storage.save(name, File(content, name=name))
            except (SuspiciousFileOperation, ValueError) as problem:
                raise Damaged(f"No file can be called {name[:80]!r}.") from problem
        if stored != name:
            raise Damaged(f"{name[:80]!r} was there already.")


def _open(archive: Archive, region: Region, *, by: Actor, at: datetime) -> Region:
    """The last step: from here on the region is served, as what it was."""
    was = archive.about["region"]["status"]
    status = Status(was) if was in (Status.DRAFT, Status.LIVE, Status.SUSPENDED) else Status.LIVE
    written = archive.about["created_at"]
    with transaction.atomic():
        for step in archive.about["region"]["steps"]:
            Step.objects.create(region=region, status=step["status"], at=step["at"], by="Archiv", note=step["note"])
        record_step(region, status, by=str(by)[:254], at=at, note=f"Archiv vom {written[:10]}")
        record_deed(
            "region.imported", region.name, by=by, at=at, region_id=region.pk, archive=archive.sha256, written=written
        )
        transaction.on_commit(forget_cards)
    return region
