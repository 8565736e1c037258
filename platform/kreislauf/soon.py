"""Queue a task once the transaction is through. A verb names its task and never imports it: tasks stand above verbs."""

from __future__ import annotations

from django.db import transaction
from django.utils.module_loading import import_string

from kreislauf.regions import current_region_or_none, stepping_into


def soon(task: str, *, wait_seconds: int | None = None, expires_seconds: int | None = None, **ids: int | str) -> None:
    """``soon("tenants.archive.tasks.write_requested_archive", archive_id=7)``, in the region of the caller.

    Nothing is lost if the queue is away, and nobody waits for it: the sweep that the task names in ``found_by`` finds
    the row that the verb has written.
    """
    region = current_region_or_none()

    def queue() -> None:
        with stepping_into(region):
            import_string(task).apply_async(kwargs=ids, countdown=wait_seconds, expires=expires_seconds, retry=False)

    transaction.on_commit(queue, robust=True)
