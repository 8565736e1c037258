"""Archives requested by the office: written in the background and stored privately for a week."""

from __future__ import annotations

import hashlib
import logging
import secrets
import tempfile
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.private_storage import private_storage
from kreislauf.regions import stepping_into
from kreislauf.soon import soon
from tenants.archive import emails
from tenants.archive.export import export
from tenants.archive.load_rows import Report
from tenants.archive.lock import archive_lock
from tenants.archive.models import ArchiveFile, Departure
from tenants.branding.models import Branding
from tenants.logbook.record import log_operation
from tenants.models import SERVED, Region

logger = logging.getLogger(__name__)

STORED_FOR = timedelta(days=7)
MAX_TRIES = 3


def request_archive(region: Region, *, by: Actor, at: datetime, notify: str = "") -> ArchiveFile:
    """Return the one that is being written, or request a new one. ``notify`` gets a mail when it can be fetched."""
    with stepping_into(None), transaction.atomic():
        Region.objects.select_for_update().get(pk=region.pk)
        waiting = ArchiveFile.objects.unwritten().filter(region=region).first()
        if waiting is not None:
            return waiting
        archive = ArchiveFile.objects.create(region=region, asked_at=at, asked_by=str(by)[:254], notify=notify)
        soon("tenants.archive.tasks.write_requested_archive", archive_id=archive.pk)
        region = Region.objects.prefetch_related("domains").get(pk=region.pk)
        with stepping_into(region.card()):
            record("region.archive_asked_for", Branding.objects.get(), by=by, at=at)
    return archive


def write_archive(archive_id: int) -> bool:
    """Write a requested archive, once even if several workers try. Returns whether it was written."""
    with stepping_into(None):
        archive = ArchiveFile.objects.unwritten().select_related("region").filter(pk=archive_id).first()
        if archive is None:
            return False
        with archive_lock(archive.region.label) as mine:
            if not mine or not ArchiveFile.objects.unwritten().filter(pk=archive_id).exists():
                return False
            if archive.tries >= MAX_TRIES or archive.region.status not in SERVED:
                ArchiveFile.objects.filter(pk=archive_id).update(failed_at=timezone.now())
                return False
            # Counted before the work, so that a try that kills its worker counts as well.
            ArchiveFile.objects.filter(pk=archive_id).update(tries=F("tries") + 1, tried_at=timezone.now())
            try:
                _write(archive)
            except Exception as problem:  # stored for the office and the operators; the next sweep tries again
                logger.exception("writing an archive failed", extra={"archive": archive_id})
                ArchiveFile.objects.filter(pk=archive_id).update(error=f"{type(problem).__name__}: {problem}"[:2000])
                return False
            return True


def delete_expired(*, at: datetime) -> int:
    """Delete the files that have expired. Returns how many."""
    with stepping_into(None):
        over = list(ArchiveFile.objects.expired(at))
        for archive in over:
            private_storage().delete(archive.file)
            ArchiveFile.objects.filter(pk=archive.pk).update(deleted_at=at)
    return len(over)


def _write(archive: ArchiveFile) -> None:
    at = timezone.now()
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.HOME) as file:
        export(archive.region, file, at=at, report=_saving_progress(archive.pk))
        size = file.tell()
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        name = private_storage().save(f"{archive.region.schema_name}/{secrets.token_hex(16)}.zip", File(file))
    done = timezone.now()
    with transaction.atomic():
        ArchiveFile.objects.filter(pk=archive.pk).update(
            finished_at=done,
            expires_at=_stored_until(archive.region, done),
            file=name,
            size=size,
            sha256=sha256,
            error="",
            notify="",
        )
        with stepping_into(Region.objects.prefetch_related("domains").get(pk=archive.region_id).card()):
            emails.ready.queue(archive, to=archive.notify)
        log_operation("region.exported", archive.region.name, by=archive.asked_by, at=done, region_id=archive.region_id)


def _stored_until(region: Region, at: datetime) -> datetime:
    """A week; if the region is leaving, at least until it is due."""
    due = Departure.objects.open().filter(region=region).values_list("due_at", flat=True).first()
    return max(at + STORED_FOR, due or at)


def _saving_progress(pk: int) -> Report:
    """A report that is saved in the row, once a second at most."""
    due = 0.0

    def save(sentence: str) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + 1
            with stepping_into(None):  # on the owner's connection: the region's own is in the read-only snapshot
                ArchiveFile.objects.using("owner").filter(pk=pk).update(progress=sentence[:200])

    return save
