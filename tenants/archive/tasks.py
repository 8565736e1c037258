from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from tenants.archive.keep import delete_run_out, write_archive
from tenants.archive.models import Departure, KeptArchive
from tenants.archive.quarantine import release_labels
from tenants.archive.remove import remove


@app.task(platform=True, found_by="tenants.archive.tasks.sweep")
def write_kept_archive(*, kept_id: int) -> None:
    write_archive(kept_id)


@app.task(platform=True)
def sweep() -> None:
    """Archives whose task was lost, files whose week is over, regions whose grace is, labels that are free again."""
    now = timezone.now()
    for pk in KeptArchive.objects.unwritten().values_list("pk", flat=True):
        write_archive(pk)
    delete_run_out(at=now)
    for pk in Departure.objects.due(now).values_list("pk", flat=True):
        remove(pk)
    release_labels(at=now)
