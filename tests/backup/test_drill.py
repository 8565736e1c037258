"""A platform comes back from its backups: all of it, and one region alone, equal to the cent.

Run by pgBackRest and versitygw with the script and the configuration that deploy/compose ships; without either of the
two, these tests skip themselves.
"""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from kreislauf.backups import backup_age_seconds
from kreislauf.embedded.ports import LOOPBACK
from kreislauf.embedded.temporary import temporary_home
from tests.backup.cluster import BUCKET, Cluster
from tests.backup.object_store import ObjectStore, object_store
from tests.backup.platform import MEDIA, Platform
from tests.backup.world import LABELS, NOTES
from tests.edge.web import ask

pytestmark = pytest.mark.slow


@dataclass
class Drill:
    """``before`` is what the platform held at ``at``; since then every voucher was used up and Husum emptied."""

    home: Path
    store: ObjectStore
    platform: Platform
    at: str
    before: Path

    def held(self, label: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.before.read_text())["regions"][label]
        return found


@contextmanager
def platform_on(home: Path, name: str, store: ObjectStore, *, archives: bool) -> Iterator[Platform]:
    """An installation with a server of its own, whose data are still to come."""
    folder = home / f"home-{name}"
    (folder / "static").mkdir(parents=True)
    cluster = Cluster(home / name, store, archives=archives)
    try:
        yield Platform(cluster, store, folder)
    finally:
        cluster.stop()


@pytest.fixture(scope="module")
def drill() -> Iterator[Drill]:
    with (
        temporary_home() as home,
        object_store(home / "store", buckets=(BUCKET, MEDIA)) as store,
        platform_on(home, "production", store, archives=True) as platform,
    ):
        database = platform.cluster
        database.make()
        database.backup("create")
        platform.world("prepare", "fill")
        database.backup("now", "full")
        platform.world("more", "note", "spend", "ruin")
        database.backup("create")  # its check sends the log up to here
        at = json.loads((platform.folder / NOTES).read_text())["at"]
        yield Drill(home, store, platform, at, platform.folder / "before.json")


def page(port: int, label: str, path: str = "/") -> tuple[int, str]:
    return ask(port, "GET", path, headers={"Host": f"{label}.localhost"})


def status_of(port: int, label: str, path: str) -> int:
    """Of a file, which is no text."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    connection.request("GET", path, headers={"Host": f"{label}.localhost"})
    status = connection.getresponse().status
    connection.close()
    return status


def test_one_region_comes_back_from_the_backup_while_the_others_serve(drill: Drill) -> None:
    platform, archive, answers = drill.platform, drill.home / "husum.zip", list[int]()
    now = platform.inventory()["regions"]
    assert now["husum"]["balances"] != drill.held("husum")["balances"]

    with platform_on(drill.home, "scratch", drill.store, archives=False) as copy:
        copy.cluster.backup("restore", drill.at)
        copy.cluster.start()
        copy.run("region", "pictures", "husum", "--undelete")
        copy.run("region", "export", "husum", "--to", archive)
    with platform.serving() as port, asked_all_the_time(port, "selm", answers):
        platform.run("region", "restore", "husum", archive)
        husum = page(port, "husum", "/betriebe/")

    after = platform.inventory()["regions"]
    for name in ("balances", "vouchers", "open_cents", "missing"):
        assert after["husum"][name] == drill.held("husum")[name]
    assert after["husum"]["missing"] == []
    assert [after[label] for label in LABELS[1:]] == [now[label] for label in LABELS[1:]]
    assert (husum[0], "Bäckerei Jansen" in husum[1]) == (200, True)
    assert set(answers) == {200}
    assert len(answers) > 5


@contextmanager
def asked_all_the_time(port: int, label: str, answers: list[int]) -> Iterator[None]:
    over = threading.Event()

    def visit() -> None:
        while not over.is_set():
            answers.append(page(port, label)[0])

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        yield
    finally:
        over.set()
        visitor.join()


def test_a_fresh_installation_serves_all_regions_as_they_were(drill: Drill) -> None:
    with platform_on(drill.home, "fresh", drill.store, archives=True) as fresh:
        fresh.cluster.backup("restore", drill.at)
        fresh.cluster.start()
        fresh.run("region", "pictures", "--undelete")

        said = fresh.run("inventory", "--exact", "--compare", drill.before)
        assert said.splitlines()[-1] == "✓ The copy of 4 regions is whole, its balances equal to the cent."
        with fresh.serving() as port:
            pages = {label: page(port, label, "/betriebe/") for label in LABELS}
            pictures = {label: re.findall(r'src="(/medien/[^"?]+\.webp)"', pages[label][1]) for label in LABELS}
            assert {label: status for label, (status, _) in pages.items()} == dict.fromkeys(LABELS, 200)
            assert {label: status_of(port, label, pictures[label][0]) for label in LABELS} == dict.fromkeys(LABELS, 200)


def test_the_next_backup_is_due_in_time_and_the_report_is_what_metrics_read(drill: Drill, settings: Settings) -> None:
    database = drill.platform.cluster

    assert database.backup("due").strip() == ""
    assert database.backup("due", BACKUP_DIFF_HOURS="0").strip() == "diff"
    assert database.backup("due", BACKUP_FULL_HOURS="0").strip() == "full"
    settings.BACKUP_REPORT = database.variables()["BACKUP_REPORT"]
    assert 0 < (backup_age_seconds(at=timezone.now()) or 0) < 3600
