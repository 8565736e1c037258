"""Work on meetings that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.meetings import notify
from marketplace.meetings.afterwards import expired_recordings, forget_recordings
from marketplace.meetings.questions import tasks as questions_tasks  # noqa: F401 - declared there, found with this
from marketplace.meetings.seats import tasks as seats_tasks  # noqa: F401 - declared there, found with this
from tenants.regions.regions_with import regions_with

SWEEP_SECONDS = 60


@app.task(found_by="marketplace.meetings.tasks.sweep_regions")
def notify_registered(*, pk: int) -> None:
    notify.notify_registered(at=timezone.now(), meeting=pk)


@app.task
def sweep_region() -> None:
    """Each step is repeatable, so a worker that dies in between leaves the rest to the next minute."""
    now = timezone.now()
    notify.notify_registered(at=now)
    forget_recordings(at=now)


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region in which something is due."""
    now = timezone.now()
    for region in regions_with(notify.changed_meetings(now), expired_recordings(now)):
        with stepping_into(region.card()):
            sweep_region.apply_async(expires=SWEEP_SECONDS)
