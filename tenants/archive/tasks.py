from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from tenants.archive.archive_file import delete_expired, write_archive
from tenants.archive.label_hold import release_labels
from tenants.archive.models import ArchiveFile, Departure
from tenants.archive.remove import remove


@app.task(platform=True, found_by="tenants.archive.tasks.sweep")
def write_requested_archive(*, archive_id: int) -> None:
    write_archive(archive_id)


@app.task(platform=True)
def sweep() -> None:
    """Archives whose task was lost, files whose week is over, regions whose grace is, labels that are free again."""
    now = timezone.now()
    for pk in ArchiveFile.objects.unwritten().values_list("pk", flat=True):
        write_archive(pk)
    delete_expired(at=now)
    for pk in Departure.objects.due(now).values_list("pk", flat=True):
        remove(pk)
    release_labels(at=now)
