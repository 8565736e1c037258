"""Background work. A task runs in the region it was queued from; the region travels in a header."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, Task

from kreislauf.metrics import background as _background  # noqa: F401 - it connects itself to Celery's signals
from kreislauf.regions import RegionCard, current_region_or_none, stepping_into

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kreislauf.settings")

HEADER = "kreislauf_region"
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

        schema = (self.request.headers or {}).get(HEADER) or getattr(self.request, HEADER, None)
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


app = Celery("kreislauf", task_cls=RegionTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
