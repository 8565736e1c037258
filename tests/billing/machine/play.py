"""One seeded run: a town, its bad days, the calm after them, and what does not add up then."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import Client
from psycopg import sql

from kreislauf.celery import RegionTask
from kreislauf.regions import RegionCard, stepping_into
from tests.billing.machine.invariants import broken
from tests.billing.machine.met import met_in
from tests.billing.machine.town import Town
from tests.billing.machine.weather import FaultyProvider, Weather
from tests.billing.machine.worlds import World
from tests.billing.machine.worlds.sandbox import SandboxWorld
from tests.plugin.servers import SERVERS

STEPS = 36
VERBS = {"converge_attempt": ("converge", "attempt_id"), "send_one_refund": ("send_refund", "refund_id")}
KEPT = {"django_migrations", "django_content_type", "auth_permission", "branding_branding"}


class SweepersLog:
    """The sweeper goes on whatever happens and leaves a line in the log; here somebody reads it."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def warning(self, message: str, **more: object) -> None:
        """A provider that is down is nothing to wonder at."""

    def exception(self, message: str) -> None:
        if not self.town.weather.is_dead:
            self.town.notes.surprises.append(f"sweep: {sys.exc_info()[1]!r}")


@dataclass(frozen=True)
class Run:
    """The town afterwards with its notebook, the sentences that do not hold in it, and what it went through."""

    town: Town
    broken: list[str]
    met: Counter[str]


class Stage:
    """Where runs are played, one after the other, each in an empty region."""

    def __init__(self, card: RegionCard, world: type[World] = SandboxWorld) -> None:
        self.card = card
        self.make_world = world
        self.others = ThreadPoolExecutor(1)
        self.provider = Client(HTTP_HOST="localhost", raise_request_exception=False)
        self.admin = psycopg.connect(SERVERS.admin_url, autocommit=True)
        self.admin.execute("SET session_replication_role = replica")  # lets the append-only tables be emptied
        tables = self.admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [card.schema]).fetchall()
        # No pledge has the number of an order: what is about one is never taken for the other.
        pledges = sql.Identifier(card.schema, "campaigns_pledge_id_seq")
        self.admin.execute(sql.SQL("ALTER SEQUENCE {} RESTART WITH 1000000").format(pledges))
        self.wipe = sql.SQL("; ").join(
            sql.SQL("DELETE FROM {}").format(sql.Identifier(card.schema, name))
            for (name,) in tables
            if name not in KEPT
        )

    def play(self, seed: int) -> Run:
        """Play the seed from the beginning to the end."""
        self.admin.execute(self.wipe)
        weather = Weather(Random(seed * 7919), self.card, self.others)
        world = self.make_world(seed)
        FaultyProvider.weather, FaultyProvider.path = weather, world.path
        with stepping_into(self.card):
            town = Town(seed, weather, self.provider, world)
            with self._queued_in(town):
                for _ in range(STEPS):
                    town.step()
                town.calm_down()
            run = Run(town, broken(town), met_in(town))
            world.close()
            return run

    @contextmanager
    def _queued_in(self, town: Town) -> Iterator[None]:
        def queue(task: Any, args: Any = None, kwargs: Any = None, **options: Any) -> None:
            verb = VERBS.get(task.name.rpartition(".")[2])
            if verb is not None:
                town.queue.append((verb[0], kwargs[verb[1]]))

        patch = pytest.MonkeyPatch()
        patch.setattr(RegionTask, "apply_async", queue)
        patch.setattr("billing.payments.sweep.log", SweepersLog(town))
        yield
        patch.undo()

    def close(self) -> None:
        self.others.submit(connections.close_all).result()
        self.others.shutdown()
        self.admin.close()
