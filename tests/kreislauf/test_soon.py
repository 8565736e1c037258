"""Work that follows a row: tasks are named and not imported, each has a sweep, and no module imports itself around."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError

from kreislauf.celery import app
from kreislauf.embedded.ports import LOOPBACK, free_port
from kreislauf.soon import soon

ROOT = Path(settings.PACKAGE).parent.parent
ROOMS = ("kreislauf", "tenants", "billing", "marketplace")


def named() -> Iterator[str]:
    """What the product's code gives to ``soon``."""
    for room in ("platform/kreislauf", "tenants", "billing", "marketplace"):
        for file in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())) if "node_modules" not in file.parts else ():
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "soon":
                    assert isinstance(node.args[0], ast.Constant), f"{file}: the task's name is written out"
                    yield str(node.args[0].value)


NAMED = sorted(set(named()))


@pytest.mark.parametrize("name", NAMED)
def test_a_name_given_to_soon_is_a_task(name: str) -> None:
    app.loader.import_default_modules()
    assert name in app.tasks


@pytest.mark.parametrize("name", NAMED)
def test_a_task_that_the_queue_loses_is_found_by_a_sweep(name: str) -> None:
    app.loader.import_default_modules()
    assert app.tasks[name].found_by in {entry["task"] for entry in app.conf.beat_schedule.values()}


@pytest.mark.django_db
def test_a_queue_that_is_away_stops_no_verb(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks,  # type: ignore[no-untyped-def]
) -> None:
    def away(*args: object, **options: object) -> None:
        raise OSError("no broker")

    monkeypatch.setattr("kreislauf.celery.RegionTask.apply_async", away)
    with django_capture_on_commit_callbacks(execute=True) as queued:
        soon("tenants.tasks.find_parents")
    assert len(queued) == 1


def test_nobody_waits_for_a_queue_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client's own pauses between its tries, in seconds, are short."""
    pauses: list[float] = []
    monkeypatch.setattr("kombu.utils.functional.sleep", pauses.append)
    away = Celery(broker=f"redis://{LOOPBACK}:{free_port()}/0", set_as_current=False)
    away.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    with pytest.raises(OperationalError):
        away.send_task("tenants.tasks.find_parents", retry=False)
    assert sum(pauses) <= 0.2
