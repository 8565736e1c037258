"""The platform's status: task queue, fleet migrations, recent errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from kreislauf.queue import queue
from tenants.fleet.models import Run
from tenants.models import Region
from tenants.operators.log_lines import log_lines
from tenants.signup.models import Application

ERRORS = ("application.try_failed", "application.rolled_back", "region.quarantined")
SHOWN = 8
# A run without an outcome for so long was probably killed.
QUIET = timedelta(minutes=10)


@dataclass(frozen=True)
class Progress:
    """How far a run of the fleet's migrations is."""

    run: Run
    done: int
    failed: int
    at: datetime
    last_at: datetime

    @property
    def finished(self) -> int:
        return self.done + self.failed

    @property
    def going_on(self) -> bool:
        return self.run.ended_at is None

    @property
    def is_stalled(self) -> bool:
        return self.going_on and self.at - self.last_at > QUIET

    @property
    def minutes_left(self) -> int | None:
        """Estimated from the speed so far, rounded up; ``None`` before the first region is finished."""
        if not self.going_on or not self.finished or self.is_stalled:
            return None
        each = (self.at - self.run.began_at) / self.finished
        return -int(-each * (self.run.total - self.finished) // timedelta(minutes=1))

    @property
    def hours_left(self) -> int | None:
        return None if self.minutes_left is None else round(self.minutes_left / 60)


def progress(*, at: datetime) -> Progress | None:
    """Of the newest run; ``None`` if there never was one."""
    run = Run.objects.first()
    if run is None:
        return None
    so_far = run.outcomes.aggregate(
        done=Count("pk", filter=Q(error="")), failed=Count("pk", filter=~Q(error="")), last_at=Max("at")
    )
    return Progress(
        run=run, done=so_far["done"], failed=so_far["failed"], at=at, last_at=so_far["last_at"] or run.began_at
    )


def platform_status(*, at: datetime) -> dict[str, object]:
    """The context of the page and of its refreshed part."""
    return {
        "queue": queue(),
        "making": Application.objects.in_the_making().count(),
        "progress": progress(at=at),
        "quarantined": Region.objects.filter(quarantined_at__isnull=False).order_by("-quarantined_at", "pk"),
        "errors": log_lines().filter(action__in=ERRORS)[:SHOWN],
        "now": at,
    }
