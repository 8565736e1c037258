"""What can go wrong, decided by one seeded die.

The process dies at any statement, the provider fails around its effect, and somebody else acts in the middle of it all.
A death is played as it is: the connection to the database is cut, so that the server forgets what was not committed,
and whatever the code still tries on its way out fails.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import set_urlconf
from django.utils.module_loading import import_string

from billing.providers.base import ProviderDown
from kreislauf.regions import RegionCard, stepping_into

DELICATE = 'INSERT INTO "payments_charge"'  # where two at once would give things out twice
# How long somebody in the middle may take before we go on: if we hold locks they have probably met one by then.
WAITS_SECONDS, WAITS_UNLOCKED_SECONDS = 0.03, 10
# How often a worker dies when the provider has just done what it was asked: refunds are few, and the most delicate.
DIES_AFTER = {"refund": 0.25}
DIES_AFTER_OTHERS = 0.05


class Died(BaseException):
    """The process is gone."""


@dataclass
class Weather:
    """``dies_in``: statements until death. ``at_commit``: -1 dies before the commit, +1 after it."""

    random: Random
    card: RegionCard
    others: ThreadPoolExecutor
    is_rough: bool = True
    is_dead: bool = False
    is_sheltered: bool = False
    outage: bool = False
    dies_in: int = 0
    at_commit: int = 0
    meanwhile_in: int = 0
    meanwhile: Callable[[], object] | None = None
    running: list[Future[object]] = field(default_factory=list)
    met: list[str] = field(default_factory=list)

    def prepare(self, meanwhile: Callable[[], object] | None) -> None:
        """Decide what the next act will meet: nothing for half of them."""
        self.dies_in = self.at_commit = self.meanwhile_in = 0
        self.meanwhile = meanwhile
        if not self.is_rough:
            return
        dice = self.random.random()
        if dice < 0.15:
            self.dies_in = self.random.randint(1, 30)
        elif dice < 0.25:
            self.at_commit = self.random.choice([-1, 1])
        elif dice < 0.45 and meanwhile is not None:
            self.meanwhile_in = self.random.randint(1, 25)

    @contextmanager
    def over(self, db: BaseDatabaseWrapper) -> Iterator[None]:
        """Let an act run in this weather. What it raises after a death is its death throes, and nobody hears them."""
        self.is_dead = False
        commit = db._commit  # type: ignore[attr-defined]
        db._commit = lambda: self._commit(db, commit)  # type: ignore[attr-defined]
        try:
            with suppress(Died), db.execute_wrapper(self._statement):
                try:
                    yield
                except Exception:
                    if not self.is_dead:
                        raise
        finally:
            db._commit = commit  # type: ignore[attr-defined]
            if self.is_dead:
                db.close()
                set_urlconf(None)  # which the end of a request does; this one had none
            self.dies_in = self.at_commit = self.meanwhile_in = 0

    @contextmanager
    def sheltered(self) -> Iterator[None]:
        """The world outside has no part in our weather."""
        self.is_sheltered = True
        try:
            yield
        finally:
            self.is_sheltered = False

    def provider_acts(self, act: str, effect: Callable[[], Any]) -> Any:
        """Run what the provider does, with what may happen around it."""
        if not self.is_rough or self.is_dead or threading.current_thread() is not threading.main_thread():
            return effect()
        if self.outage:
            raise ProviderDown(act)
        dice = self.random.random()
        if dice < 0.06:
            self.met.append(f"{act} down before")
            raise ProviderDown(act)
        answer = effect()
        if dice < 0.12:
            self.met.append(f"{act} down after")
            raise ProviderDown(act)
        dies = 0.12 + DIES_AFTER.get(act, DIES_AFTER_OTHERS)
        if dice < dies:
            self.met.append(f"{act} died after")
            self.die()
        if dice < dies + 0.18 and self.meanwhile is not None:
            self.met.append(f"{act} outdated")
            self._let_somebody_in(self.meanwhile)
        return answer

    def die(self) -> None:
        self.is_dead = True
        connection.connection.close()
        raise Died

    def _commit(self, db: BaseDatabaseWrapper, commit: Callable[[], None]) -> None:
        if self.at_commit == -1 and not self.is_sheltered:
            self.met.append("died before commit")
            self.die()
        commit()
        if self.at_commit == 1 and not self.is_sheltered:
            self.met.append("died after commit")
            self.die()

    def _statement(self, execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        if self.is_sheltered:
            return execute(statement, params, many, context)
        if self.dies_in:
            self.dies_in -= 1
            if not self.dies_in:
                self.met.append(f"died at {statement[:40]}")
                self.die()
        if self.meanwhile_in:
            self.meanwhile_in -= 1
            if not self.meanwhile_in and self.meanwhile is not None:
                self.met.append("somebody else")
                self._let_somebody_in(self.meanwhile)
        if statement.startswith(DELICATE) and self.meanwhile is not None and self.random.random() < 0.5:
            self.met.append("somebody else")
            self._let_somebody_in(self.meanwhile)
        return execute(statement, params, many, context)

    def _let_somebody_in(self, meanwhile: Callable[[], object]) -> None:
        def act() -> object:
            with stepping_into(self.card):
                return meanwhile()

        other = self.others.submit(act)
        with suppress(TimeoutError):
            other.exception(timeout=WAITS_SECONDS if connection.in_atomic_block else WAITS_UNLOCKED_SECONDS)
        self.running.append(other)
        self.meanwhile = None

    def wait_for_others(self) -> list[BaseException]:
        """Let everybody finish, and say what went wrong for them."""
        failures = [other.exception(timeout=20) for other in self.running]
        self.running.clear()
        return [failure for failure in failures if failure is not None]


class FaultyProvider:
    """A real provider, behind the weather."""

    page_origins = ()
    title = hint = "Wetter"
    weather: Weather
    path: str

    def __init__(self) -> None:
        self._real = import_string(self.path)()

    def __getattr__(self, act: str) -> Any:
        real = getattr(self._real, act)
        if act == "verify_webhook":
            return real
        return lambda *args, **more: self.weather.provider_acts(act, lambda: real(*args, **more))
