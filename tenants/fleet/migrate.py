"""Bring the fleet to the code: one region shows the way, the others follow in waves, one that fails is set aside."""

from __future__ import annotations

import itertools
import logging
import queue
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.regions import stepping_into
from tenants.engine.code import code_state
from tenants.engine.fleet import states
from tenants.engine.prepare import migrate_schema
from tenants.fleet import emails
from tenants.fleet.behind import Group, groups_behind
from tenants.fleet.models import Outcome, Run
from tenants.fleet.record import Recording, record
from tenants.fleet.replay import is_about_locks, is_about_shape, replay
from tenants.fleet.set_aside import set_aside, take_back
from tenants.fleet.timeouts import Timeouts
from tenants.models import Region
from tenants.operators.record import record_deed

logger = logging.getLogger(__name__)

T = TypeVar("T")
LOCK = 7_316_002  # advisory: one run at a time
PATHFINDERS = 3  # regions that may fail to show the way before the rest is left alone
LOCK_TRIES = 5
REGIONS_PER_CONNECTION = 60  # a server process remembers every table it has touched, some megabytes a region


class AnotherRun(Exception):
    """Somebody else is bringing the fleet along right now."""


@dataclass
class Result:
    """How a run ended. ``ahead``: these have migrations that this code does not know; they were left alone."""

    done: list[Region] = field(default_factory=list)
    failed: dict[Region, str] = field(default_factory=dict)
    ahead: list[Region] = field(default_factory=list)
    untouched: list[Region] = field(default_factory=list)


Told = Callable[[Region, str], object]  # a region that is through, and what went wrong with it, or nothing


def migrate_fleet(
    regions: Sequence[Region],
    *,
    by: str,
    workers: int = 2,
    wave: int = 50,
    timeouts: Timeouts = Timeouts(),  # noqa: B008 - frozen
    begun: Callable[[int], object] = lambda total: None,
    told: Told = lambda region, error: None,
    waiting: bool = False,
) -> Result:
    """Migrate those of ``regions`` that are behind. A run that was killed is taken up by the next: ask again.

    Each region is wholly where it was or wholly where the code is, unless a migration refuses transactions. The run
    stops where no region can show the way, and after a wave of which more than half failed: ``untouched`` are left.
    Refuses with ``AnotherRun``; with ``waiting`` it goes on when that has ended.
    """
    with stepping_into(None), _alone(waiting=waiting):
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
                _Passage(run, group, result, workers=workers, wave=wave, timeouts=timeouts, told=told).go()
        finally:
            Run.objects.filter(pk=run.pk).update(ended_at=timezone.now())
        _record(result, by=by)
        if result.failed:
            emails.failures.queue(run, to=settings.OPERATOR_EMAIL)
        return result


def _record(result: Result, *, by: str) -> None:
    """One deed for the whole run: what became of each region stands in its outcomes."""
    title = result.done[0].name if len(result.done) == 1 else _("%(n)d Regionen") % {"n": len(result.done)}
    counts = {"done": len(result.done), "failed": len(result.failed), "untouched": len(result.untouched)}
    record_deed("fleet.migrated", title, by=by, at=timezone.now(), **counts)


@contextmanager
def _alone(*, waiting: bool) -> Iterator[None]:
    """Held by a connection of its own, which the work may not close; it ends with the process at the latest."""
    guard = connections["owner"].copy()
    try:
        with guard.cursor() as cursor:
            if waiting:
                cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            else:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
                if not cursor.fetchone()[0]:
                    raise AnotherRun
        yield
    finally:
        guard.close()


class _Passage:
    """One group's way through a run."""

    def __init__(
        self, run: Run, group: Group, result: Result, *, workers: int, wave: int, timeouts: Timeouts, told: Told
    ) -> None:
        self.run, self.group, self.result = run, group, result
        self.aside = set(Region.objects.exclude(set_aside_for="").values_list("pk", flat=True))
        self.workers, self.wave, self.timeouts, self.told = max(1, workers), max(1, wave), timeouts, told

    def go(self) -> None:
        waiting = list(self.group.regions)
        recording = self._find_the_way(waiting)
        while recording and waiting:
            wave, waiting = waiting[: self.wave], waiting[self.wave :]
            failed = self._bring(recording, wave)
            if failed * 2 > len(wave) and failed > 1:
                break
        self.result.untouched += waiting

    def _find_the_way(self, waiting: list[Region]) -> Recording | None:
        """Takes the regions it tries off the list."""
        for _try in range(min(PATHFINDERS, len(waiting))):
            region, began = waiting.pop(0), time.monotonic()
            try:
                recording = _patiently(partial(record, region.schema_name, timeouts=self.timeouts))
                _check(region.schema_name)
            except Exception as problem:  # whatever a migration raises is this region's affair
                self._failed(region, problem, began)
            else:
                self._done(region, recording.migrations, began)
                return recording
        return None

    def _bring(self, recording: Recording, wave: Sequence[Region]) -> int:
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
                    self._one(recording, left.get_nowait())
            except queue.Empty:
                return
            finally:
                connections.close_all()

    def _one(self, recording: Recording, region: Region) -> None:
        began = time.monotonic()
        try:
            _patiently(partial(self._replay, recording, region.schema_name))
        except Exception as problem:
            self._failed(region, problem, began)
        else:
            self._done(region, recording.migrations, began)

    def _replay(self, recording: Recording, schema: str) -> None:
        try:
            # From the same state by the same steps: where they went through, it is where the recorded one is.
            replay(recording, schema, timeouts=self.timeouts)
        except Exception as problem:
            if not is_about_shape(problem):
                raise
            logger.warning("replay does not fit, migrating the plain way", extra={"schema": schema})
            migrate_schema(schema)
            _check(schema)

    def _done(self, region: Region, migrations: int, began: float) -> None:
        if region.pk in self.aside:
            take_back(region, by=self.run.by, at=timezone.now())
        self._write_down(region, began, migrations=migrations)
        self.result.done.append(region)
        self.told(region, "")

    def _failed(self, region: Region, problem: Exception, began: float) -> None:
        logger.error("region set aside", extra={"schema": region.schema_name}, exc_info=problem)
        because = f"{type(problem).__name__}: {problem}"
        set_aside(region, because=because, by=self.run.by, at=timezone.now())
        self._write_down(region, began, error=because)
        self.result.failed[region] = because
        self.told(region, because)

    def _write_down(self, region: Region, began: float, *, migrations: int = 0, error: str = "") -> None:
        taken = round((time.monotonic() - began) * 1000)
        Outcome.objects.create(
            run=self.run,
            region=region,
            at=timezone.now(),
            milliseconds=taken,
            migrations=migrations,
            error=error[:2000],
        )


def _check(schema: str) -> None:
    if states([schema])[schema] != code_state():
        raise RuntimeError("Its table of migrations is not the code's after migrating.")


def _patiently(work: Callable[[], T]) -> T:
    """Try again where somebody used a table for too long: each time later, and not all at the same moment."""
    for number in range(LOCK_TRIES):
        try:
            return work()
        except Exception as problem:
            if number == LOCK_TRIES - 1 or not is_about_locks(problem):
                raise
            time.sleep(0.2 * 2**number * random.uniform(0.5, 1.5))  # noqa: S311 - only spreads them
    raise AssertionError("not reached")
