"""Measure the platform: cheap questions each minute, the books each hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count

from kreislauf.backups import backup_age_seconds
from kreislauf.house import declared
from kreislauf.mail.platform.models import PlatformMail
from kreislauf.metrics.counts import counts
from kreislauf.metrics.objectives import counters
from kreislauf.metrics.shared import COUNTED
from kreislauf.metrics.task_ends import TASKS_FAILED
from kreislauf.queue import queue
from tenants.domains.models import OwnHost
from tenants.fleet.models import Run
from tenants.models import Region, Status
from tenants.monitoring.across import out_of_balance, waiting
from tenants.monitoring.models import KEPT_FOR, SLOT, Measurement
from tenants.signup.models import Application

BOOKS_EVERY = timedelta(hours=1)
BOOKS_AT = "books_checked_at"  # seconds since 1970
CONNECTIONS = """
SELECT (SELECT sum(numbackends) FROM pg_stat_database),
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"""
ARCHIVER = """
SELECT current_setting('archive_mode') <> 'off',
       coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false),
       extract(epoch FROM now() - coalesce(last_archived_time, stats_reset))
FROM pg_stat_archiver"""


def measure(*, at: datetime) -> Measurement:
    """Write the figures of now into the row of these five minutes, and forget what is older than a week."""
    before = Measurement.objects.first()
    values = (
        _regions() | _hosts() | _applications(at) | _fleet(at) | _database() | _waiting(at) | _shared() | _backup(at)
    )
    values |= _books(before.values if before else {}, at=at)
    slot = at - (at - datetime.min.replace(tzinfo=at.tzinfo)) % SLOT
    Measurement.objects.filter(slot__lt=at - KEPT_FOR).delete()
    row, _is_new = Measurement.objects.update_or_create(slot=slot, defaults={"at": at, "values": values})
    return row


def _regions() -> dict[str, Any]:
    found = dict(Region.objects.order_by().values_list("status").annotate(number=Count("pk")))
    states = {f"regions_{status}": found.get(status, 0) for status in Status.values}
    return states | {"regions_quarantined": Region.objects.filter(quarantined_at__isnull=False).count()}


def _hosts() -> dict[str, Any]:
    rows = OwnHost.objects.open()
    return {
        "hosts_requested": rows.filter(proved_at__isnull=True).count(),
        "hosts_proved": rows.filter(proved_at__isnull=False, live_at__isnull=True).count(),
        "hosts_live": rows.filter(live_at__isnull=False, lost_since__isnull=True).count(),
        "hosts_lost": rows.filter(lost_since__isnull=False).count(),
    }


def _applications(at: datetime) -> dict[str, Any]:
    making = Application.objects.in_the_making().order_by("approved_at").values_list("approved_at", flat=True)
    return {
        "provisioning": len(making),
        "provisioning_oldest_seconds": _age(making[0] if making else None, at),
        "provisioning_failed": Application.objects.failed().count(),
    }


def _fleet(at: datetime) -> dict[str, Any]:
    """Of the newest run of migrations."""
    run = Run.objects.first()
    failed = run.outcomes.exclude(error="").count() if run else 0
    going_on = run is not None and run.ended_at is None
    return {"fleet_failed": failed, "fleet_running_seconds": _age(run.began_at if run and going_on else None, at)}


def _database() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(CONNECTIONS)
        used, limit = cursor.fetchone()
        cursor.execute(ARCHIVER)
        archives, failing, age = cursor.fetchone()
    values = {"db_connections": int(used), "db_connections_limit": limit}
    return values | ({"wal_archive_failing": int(failing), "wal_archive_age_seconds": float(age)} if archives else {})


def _waiting(at: datetime) -> dict[str, Any]:
    """In all regions; the platform's own outbox counts as one more."""
    values: dict[str, Any] = {}
    for name, what in declared("waiting").items():
        number, since = waiting(what, at=at)
        values |= {name: number, f"{name}_oldest_seconds": _age(since, at)}
    mails = PlatformMail.objects.due(at).order_by("next_try_at").values_list("next_try_at", flat=True)
    if mails:
        values["mail_waiting"] += len(mails)
        values["mail_waiting_oldest_seconds"] = max(values["mail_waiting_oldest_seconds"], _age(mails[0], at))
    return values


def _books(before: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """Each hour, since every line of every region's books is read; until then what was found last."""
    names = [*declared("zero_sums"), BOOKS_AT]
    if at.timestamp() - before.get(BOOKS_AT, 0) < BOOKS_EVERY.total_seconds():
        return {name: before[name] for name in names if name in before}
    found = {name: out_of_balance(what) for name, what in declared("zero_sums").items()}
    return found | {BOOKS_AT: int(at.timestamp())}


def _shared() -> dict[str, Any]:
    """For the operators' charts; Prometheus asks the processes for the like by itself (``kreislauf.metrics``)."""
    found, counted = queue(), counts()
    # Without the cache server nothing is known, and 0 would look as if it had begun anew.
    names = [*COUNTED, TASKS_FAILED, *counters()]
    values = {} if counted is None else {name: counted.get(name, 0) for name in names}
    return values | ({"queue": found.waiting, "queue_seconds": found.oldest_seconds} if found else {})


def _backup(at: datetime) -> dict[str, Any]:
    """Nothing where somebody else watches the backups."""
    age = backup_age_seconds(at=at)
    return {} if age is None else {"backup_age_seconds": age}


def _age(since: datetime | None, at: datetime) -> float:
    return max((at - since).total_seconds(), 0.0) if since else 0.0
