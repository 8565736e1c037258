"""Background work. A task runs in the region it was queued from; the region travels in a header."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, Task, signals

from kreislauf.log_context import NOTHING, LogContext, log_context, set_log_context
from kreislauf.metrics import background as _background  # noqa: F401 - it connects itself to Celery's signals
from kreislauf.regions import RegionCard, current_region_or_none, stepping_into

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kreislauf.settings")

HEADER = "kreislauf_region"
REQUEST_HEADER = "kreislauf_request_id"
QUARANTINE_SECONDS = 600  # until a region that was quarantined is looked at again


class NoRegion(Exception):
    """A region's task arrived without a region, or a platform task with one: it is not run."""


class RegionTask(Task):
    """Carries the region from the caller to the worker. ``platform=True`` marks tasks of the platform itself.

    ``found_by`` names the sweep on the timetable that does the work when the queue has lost the task.
    """

    platform = False
    found_by = ""
    Request = "kreislauf.metrics.counted_request:CountedRequest"  # Celery's name for it

    def apply_async(self, *args: Any, headers: dict[str, Any] | None = None, **options: Any) -> Any:
        card = current_region_or_none()
        if card is None and not self.platform:
            raise NoRegion(f"{self.name} is a region's task and was queued outside of one.")
        if card is not None and not self.platform:
            headers = {**(headers or {}), HEADER: card.schema}
        if request_id := log_context().request_id:
            headers = {**(headers or {}), REQUEST_HEADER: request_id}
        return super().apply_async(*args, headers=headers, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.platform:
            with stepping_into(None):
                return self.run(*args, **kwargs)
        with stepping_into(self._region()):
            return self.run(*args, **kwargs)

    def _region(self) -> RegionCard:
        """The region named in the message; run eagerly or called plainly, the caller's own."""
        from django.conf import settings
        from django.utils.module_loading import import_string

        schema = header_of(self, HEADER)
        card = current_region_or_none()
        if schema is None and card is not None and (self.request.is_eager or self.request.called_directly):
            return card
        if schema is None:
            raise NoRegion(f"{self.name} arrived without a region.")
        found: RegionCard | None = import_string(settings.REGION_BY_SCHEMA)(schema)
        if found is None or found.is_gone:
            raise NoRegion(f"{self.name} arrived for {schema}, which is no region here.")
        if found.quarantined:
            # Its tables do not fit this code: the work waits as its visitors do, for a week if need be.
            with stepping_into(found):
                raise self.retry(countdown=QUARANTINE_SECONDS, max_retries=7 * 24 * 3600 // QUARANTINE_SECONDS)
        return found


def header_of(task: Task, name: str) -> Any:
    """What the caller wrote beside the task's arguments; None if nothing."""
    return (task.request.headers or {}).get(name) or getattr(task.request, name, None)


@signals.task_prerun.connect
def begin_lines_of(task: Task, task_id: str, **_: Any) -> None:
    """Lines of a task name the request that queued it; of one from the timetable the task itself."""
    if not task.request.is_eager:  # else it is a part of its caller
        request_id = header_of(task, REQUEST_HEADER) or task_id
        set_log_context(LogContext(request_id, schema=header_of(task, HEADER) or ""))


@signals.task_postrun.connect
def end_lines_of(task: Task, **_: Any) -> None:
    if not task.request.is_eager:
        set_log_context(NOTHING)


@signals.setup_logging.connect
def log_as_the_web_does(**_: Any) -> None:
    """Celery writes no lines of its own kind when somebody listens to this signal; ``LOG_LEVEL`` is in force."""
    from django.conf import settings
    from django.utils.log import configure_logging

    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)


app = Celery("kreislauf", task_cls=RegionTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
