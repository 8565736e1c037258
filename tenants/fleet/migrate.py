"""Migrate all regions: the first one is recorded, the others replay it in waves, one that fails is quarantined."""

from __future__ import annotations

import itertools
import logging
import queue
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.locks import exclusive
from kreislauf.regions import stepping_into
from tenants.engine.code_version import code_state
from tenants.engine.migrate import migrate_schema
from tenants.engine.schemas import states
from tenants.fleet import emails
from tenants.fleet.behind import Group, groups_behind
from tenants.fleet.models import Outcome, Run
from tenants.fleet.quarantine import quarantine, release
from tenants.fleet.record import Recording, record
from tenants.fleet.replay import is_about_locks, is_about_tables, replay
from tenants.fleet.timeouts import Timeouts
from tenants.logbook.record import log_operation
from tenants.models import Region

logger = logging.getLogger(__name__)

T = TypeVar("T")
LOCK = "fleet"  # one run at a time
RECORDING_TRIES = 3  # regions that may fail before the group is given up
LOCK_TRIES = 5
REGIONS_PER_CONNECTION = 60  # a server process caches every table it has used, some megabytes a region


class AlreadyRunning(Exception):
    """Another process is migrating the fleet right now."""


@dataclass
class Result:
    """How a run ended. ``ahead``: regions with migrations that this code does not know; they are not touched."""

    done: list[Region] = field(default_factory=list)
    failed: dict[Region, str] = field(default_factory=dict)
    ahead: list[Region] = field(default_factory=list)
    untouched: list[Region] = field(default_factory=list)


Report = Callable[[Region, str], object]  # a finished region, and its error or an empty string


def migrate_fleet(
    regions: Sequence[Region],
    *,
    by: str,
    workers: int = 2,
    wave: int = 50,
    timeouts: Timeouts = Timeouts(),  # noqa: B008 - frozen
    begun: Callable[[int], object] = lambda total: None,
    report: Report = lambda region, error: None,
    waiting: bool = False,
) -> Result:
    """Migrate those of ``regions`` that are behind. After a killed run, call it again: it goes on with the rest.

    Each region is migrated completely or not at all, unless a migration is not atomic. A group is given up if no
    region of it can be recorded, or if more than half of a wave failed: the rest is ``untouched``. Refuses with
    ``AlreadyRunning``; with ``waiting`` it waits for the other run to end.
    """
    with stepping_into(None), _exclusive(waiting=waiting):
        groups = groups_behind(regions)
        result = Result(ahead=[region for group in groups if group.is_ahead for region in group.regions])
        groups = [group for group in groups if not group.is_ahead]
        total = sum(len(group.regions) for group in groups)
        Run.objects.filter(ended_at=None).update(ended_at=timezone.now())
        if not total:
            return result
        begun(total)
        run = Run.objects.create(by=by, began_at=timezone.now(), total=total)
        try:
            for group in groups:
                _FleetRun(run, group, result, workers=workers, wave=wave, timeouts=timeouts, report=report).run()
        finally:
            Run.objects.filter(pk=run.pk).update(ended_at=timezone.now())
        _record(result, by=by)
        if result.failed:
            emails.failures.queue(run, to=settings.OPERATOR_EMAIL)
        return result


def _record(result: Result, *, by: str) -> None:
    """One log entry for the whole run; the outcomes tell of each region."""
    title = result.done[0].name if len(result.done) == 1 else _("%(n)d Regionen") % {"n": len(result.done)}
    counts = {"done": len(result.done), "failed": len(result.failed), "untouched": len(result.untouched)}
    log_operation("fleet.migrated", title, by=by, at=timezone.now(), **counts)


@contextmanager
def _exclusive(*, waiting: bool) -> Iterator[None]:
    """Hold the lock on a separate connection, because the work closes others. It ends with the process."""
    wait_seconds = None if waiting else 0
    with closing(connections["owner"].copy()) as guard, exclusive(LOCK, on=guard, wait_seconds=wait_seconds) as mine:
        if not mine:
            raise AlreadyRunning
        yield


class _FleetRun:
    """The part of a run that migrates one group."""

    def __init__(
        self, run: Run, group: Group, result: Result, *, workers: int, wave: int, timeouts: Timeouts, report: Report
    ) -> None:
        self.row, self.group, self.result = run, group, result
        self.quarantined = set(Region.objects.exclude(quarantined_for="").values_list("pk", flat=True))
        self.workers, self.wave, self.timeouts, self.report = max(1, workers), max(1, wave), timeouts, report

    def run(self) -> None:
        waiting = list(self.group.regions)
        recording = self._record_first(waiting)
        while recording and waiting:
            wave, waiting = waiting[: self.wave], waiting[self.wave :]
            failed = self._migrate_wave(recording, wave)
            if failed * 2 > len(wave) and failed > 1:
                break
        self.result.untouched += waiting

    def _record_first(self, waiting: list[Region]) -> Recording | None:
        """Migrate and record one region. Removes those it tried from ``waiting``."""
        for _try in range(min(RECORDING_TRIES, len(waiting))):
            region, began = waiting.pop(0), time.monotonic()
            try:
                recording = _retrying(partial(record, region.schema_name, timeouts=self.timeouts))
                _check(region.schema_name)
            except Exception as problem:  # a failing migration quarantines this region only
                self._failed(region, problem, began)
            else:
                self._done(region, recording.migrations, began)
                return recording
        return None

    def _migrate_wave(self, recording: Recording, wave: Sequence[Region]) -> int:
        """Returns how many failed."""
        before, left = len(self.result.failed), queue.SimpleQueue[Region]()
        for region in wave:
            left.put(region)
        workers = min(self.workers, len(wave))
        with ThreadPoolExecutor(workers) as pool:
            for work in [pool.submit(self._work, recording, left) for _ in range(workers)]:
                work.result()
        return len(self.result.failed) - before

    def _work(self, recording: Recording, left: queue.SimpleQueue[Region]) -> None:
        with stepping_into(None):
            try:
                for number in itertools.count(1):
                    if number % REGIONS_PER_CONNECTION == 0:
                        connections["owner"].close()
                    self._migrate_one(recording, left.get_nowait())
            except queue.Empty:
                return
            finally:
                connections.close_all()

    def _migrate_one(self, recording: Recording, region: Region) -> None:
        began = time.monotonic()
        try:
            _retrying(partial(self._replay, recording, region.schema_name))
        except Exception as problem:
            self._failed(region, problem, began)
        else:
            self._done(region, recording.migrations, began)

    def _replay(self, recording: Recording, schema: str) -> None:
        try:
            # The same statements on the same state lead to the recorded state, so it need not be checked again.
            replay(recording, schema, timeouts=self.timeouts)
        except Exception as problem:
            if not is_about_tables(problem):
                raise
            logger.warning("replay does not fit, migrating by Django", extra={"schema": schema})
            migrate_schema(schema)
            _check(schema)

    def _done(self, region: Region, migrations: int, began: float) -> None:
        if region.pk in self.quarantined:
            release(region, by=self.row.by, at=timezone.now())
        self._save_outcome(region, began, migrations=migrations)
        self.result.done.append(region)
        self.report(region, "")

    def _failed(self, region: Region, problem: Exception, began: float) -> None:
        logger.error("region quarantined", extra={"schema": region.schema_name}, exc_info=problem)
        because = f"{type(problem).__name__}: {problem}"
        quarantine(region, because=because, by=self.row.by, at=timezone.now())
        self._save_outcome(region, began, error=because)
        self.result.failed[region] = because
        self.report(region, " ".join(because.split()))  # one line, whatever the server adds to it

    def _save_outcome(self, region: Region, began: float, *, migrations: int = 0, error: str = "") -> None:
        taken = round((time.monotonic() - began) * 1000)
        Outcome.objects.create(
            run=self.row,
            region=region,
            at=timezone.now(),
            milliseconds=taken,
            migrations=migrations,
            error=error[:2000],
        )


def _check(schema: str) -> None:
    if states([schema])[schema] != code_state():
        raise RuntimeError("Its table of migrations is not the code's after migrating.")


def _retrying(work: Callable[[], T]) -> T:
    """Retry after a lock timeout, each time later and with jitter, so that workers do not retry together."""
    for number in range(LOCK_TRIES):
        try:
            return work()
        except Exception as problem:
            if number == LOCK_TRIES - 1 or not is_about_locks(problem):
                raise
            time.sleep(0.2 * 2**number * random.uniform(0.5, 1.5))  # noqa: S311 - jitter
    raise AssertionError("not reached")
