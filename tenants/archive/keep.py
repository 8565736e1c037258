"""Archives that the office asked for: written in the background, kept for a week where no address leads to."""

from __future__ import annotations

import hashlib
import logging
import secrets
import tempfile
import time
from datetime import datetime, timedelta
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.regions import stepping_into
from kreislauf.soon import soon
from kreislauf.storage import private_storage
from tenants.archive import emails
from tenants.archive.export import export
from tenants.archive.lock import at_work_on
from tenants.archive.models import Departure, KeptArchive
from tenants.branding.models import Branding
from tenants.models import SERVED, Region
from tenants.operators.record import record_deed

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)
MAX_TRIES = 3


def ask_for_archive(region: Region, *, by: Actor, at: datetime, notify: str = "") -> KeptArchive:
    """The one that is being written, or a new one. ``notify`` gets a letter when it can be fetched."""
    with stepping_into(None), transaction.atomic():
        Region.objects.select_for_update().get(pk=region.pk)
        waiting = KeptArchive.objects.unwritten().filter(region=region).first()
        if waiting is not None:
            return waiting
        kept = KeptArchive.objects.create(region=region, asked_at=at, asked_by=str(by)[:254], notify=notify)
        soon("tenants.archive.tasks.write_kept_archive", kept_id=kept.pk)
        region = Region.objects.prefetch_related("domains").get(pk=region.pk)
        with stepping_into(region.card()):
            record("region.archive_asked_for", Branding.objects.get(), by=by, at=at)
    return kept


def write_archive(kept_id: int) -> bool:
    """Write one that was asked for, once, whoever else was told to. Whether it is there."""
    with stepping_into(None):
        kept = KeptArchive.objects.unwritten().select_related("region").filter(pk=kept_id).first()
        if kept is None:
            return False
        with at_work_on(kept.region.label) as mine:
            if not mine or not KeptArchive.objects.unwritten().filter(pk=kept_id).exists():
                return False
            if kept.tries >= MAX_TRIES or kept.region.status not in SERVED:
                KeptArchive.objects.filter(pk=kept_id).update(failed_at=timezone.now())
                return False
            # Before the work: a try that kills its worker counts as well.
            KeptArchive.objects.filter(pk=kept_id).update(tries=F("tries") + 1, tried_at=timezone.now())
            try:
                _write(kept)
            except Exception as problem:  # kept for the office and the operators; the next sweep tries again
                logger.exception("writing an archive failed", extra={"archive": kept_id})
                KeptArchive.objects.filter(pk=kept_id).update(error=f"{type(problem).__name__}: {problem}"[:2000])
                return False
            return True


def delete_run_out(*, at: datetime) -> int:
    """Files whose week is over. How many."""
    with stepping_into(None):
        over = list(KeptArchive.objects.run_out(at))
        for kept in over:
            private_storage().delete(kept.file)
            KeptArchive.objects.filter(pk=kept.pk).update(deleted_at=at)
    return len(over)


def _write(kept: KeptArchive) -> None:
    at = timezone.now()
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.HOME) as file:
        export(kept.region, file, at=at, told=_Progress(kept.pk))
        size, sha256 = file.tell(), _sum(file)
        name = private_storage().save(f"{kept.region.schema_name}/{secrets.token_hex(16)}.zip", File(file))
    done = timezone.now()
    with transaction.atomic():
        KeptArchive.objects.filter(pk=kept.pk).update(
            finished_at=done,
            expires_at=_kept_until(kept.region, done),
            file=name,
            size=size,
            sha256=sha256,
            error="",
            notify="",
        )
        with stepping_into(Region.objects.prefetch_related("domains").get(pk=kept.region_id).card()):
            emails.ready.queue(kept, to=kept.notify)
        record_deed("region.exported", kept.region.name, by=kept.asked_by, at=done, region_id=kept.region_id)


def _kept_until(region: Region, at: datetime) -> datetime:
    """A week; where the region leaves, as long as it may still stay."""
    due = Departure.objects.open().filter(region=region).values_list("due_at", flat=True).first()
    return max(at + KEPT_FOR, due or at)


def _sum(file: IO[bytes]) -> str:
    file.seek(0)
    total = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return total


class _Progress:
    """Tells the row how far the work is, once a second at most."""

    def __init__(self, pk: int) -> None:
        self._pk, self._next = pk, 0.0

    def __call__(self, sentence: str) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + 1
        _tell(self._pk, sentence)


def _tell(pk: int, sentence: str) -> None:
    """Over the owner's connection: the region's own is in the middle of reading one moment."""
    with stepping_into(None):
        KeptArchive.objects.using("owner").filter(pk=pk).update(progress=sentence[:200])
