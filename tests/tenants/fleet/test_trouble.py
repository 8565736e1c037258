"""One region in trouble does not hold up the others, and loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import Client

from kreislauf.locks import lock_number
from kreislauf.regions import stepping_into
from marketplace.businesses.models import Business
from tenants.engine.code_version import code_state
from tenants.fleet import migrate
from tenants.fleet.migrate import AlreadyRunning, migrate_fleet
from tenants.fleet.models import Outcome, Run
from tenants.fleet.timeouts import Timeouts
from tenants.logbook.models import LogEntry
from tenants.models import Region
from tenants.regions.lookup import forget_cards
from tests.plugin.servers import SERVERS
from tests.post import deliver_all
from tests.tenants.fleet.conftest import Fleet
from tests.tenants.fleet.test_migrate import ask, names, shape
from tests.tenants.fleet.tomorrow import COLUMN, ROWS, STRICT, Tomorrow

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


def make_nameless(*regions: Region) -> None:
    """Rows that tomorrow's constraint refuses."""
    for region in regions:
        with stepping_into(region.card()):
            Business.objects.update(name="Namenlos")


def test_a_region_that_fails_stays_wholly_as_it_was_and_the_others_go_on(fleet: Fleet, tmp_path: Path) -> None:
    regions = fleet(4)
    make_nameless(regions[2])
    before = shape(regions[2])

    with Tomorrow(tmp_path, _0901=COLUMN, _0902=ROWS, _0903=STRICT):
        result = migrate_fleet(regions, by="Robin")
        state = code_state()

    assert names(result.done) == ["ort-a", "ort-b", "ort-d"]
    assert names(list(result.failed)) == ["ort-c"]
    assert "business_has_a_name" in result.failed[regions[2]]
    assert shape(regions[2]) == before
    regions[2].refresh_from_db()
    assert regions[2].quarantined_for == state
    assert (
        LogEntry.objects.filter(action="region.quarantined").values_list("title", flat=True).get() == "Gemeinde ort-c"
    )


def test_the_new_code_serves_nobody_there_and_the_old_goes_on(
    fleet: Fleet, tmp_path: Path, client_for: Callable[..., Client]
) -> None:
    _, region = fleet(2)
    make_nameless(region)
    with Tomorrow(tmp_path, _0901=COLUMN, _0902=STRICT):
        migrate_fleet(fleet_of(region), by="Robin")
        forget_cards()
        closed = client_for(None, host="ort-b.localhost").get("/")
        others = client_for(None, host="ort-a.localhost").get("/")
    forget_cards()
    old_code = client_for(None, host="ort-b.localhost").get("/")

    assert (closed.status_code, closed["Retry-After"], others.status_code) == (503, "600", 200)
    assert "Gemeinde ort-b ist gleich wieder da" in closed.content.decode()
    assert old_code.status_code == 200


def fleet_of(region: Region) -> list[Region]:
    return list(Region.objects.exclude(label__in=["kiel", "dortmund"]).order_by("label"))


def test_once_the_cause_is_gone_the_next_run_takes_it_back(fleet: Fleet, tmp_path: Path) -> None:
    regions = fleet(2)
    make_nameless(regions[1])
    with Tomorrow(tmp_path, _0901=COLUMN, _0902=STRICT):
        migrate_fleet(regions, by="Robin")
        with stepping_into(regions[1].card()):
            Business.objects.update(name="Bäckerei Namhaft")

        result = migrate_fleet(regions, by="Robin")

    assert names(result.done) == ["ort-b"]
    assert list(LogEntry.objects.filter(action__startswith="fleet").values_list("title", flat=True).order_by("at")) == [
        *("Gemeinde ort-a", "Gemeinde ort-b")
    ]
    assert LogEntry.objects.get(action="region.released").title == "Gemeinde ort-b"
    regions[1].refresh_from_db()
    assert (regions[1].quarantined_for, regions[1].quarantined_at, regions[1].quarantined_because) == ("", None, "")


def test_the_operators_get_one_letter_for_all_that_failed(fleet: Fleet, tmp_path: Path) -> None:
    regions = fleet(4)
    make_nameless(*regions[2:])
    with Tomorrow(tmp_path, _0901=STRICT):
        migrate_fleet(regions, by="Robin")

    (letter,) = deliver_all()
    assert letter.subject == "2 Regionen sind zurückgestellt"
    assert "Gemeinde ort-c" in letter.body
    assert "Gemeinde ort-d" in letter.body


def test_where_the_first_cannot_show_the_way_another_does(fleet: Fleet, tmp_path: Path) -> None:
    regions = fleet(4)
    make_nameless(regions[0], regions[1])

    with Tomorrow(tmp_path, _0901=STRICT):
        result = migrate_fleet(regions, by="Robin")

    assert (names(list(result.failed)), names(result.done)) == (["ort-a", "ort-b"], ["ort-c", "ort-d"])


def test_a_migration_that_fails_everywhere_leaves_the_rest_alone(fleet: Fleet, tmp_path: Path) -> None:
    regions = fleet(5)
    make_nameless(*regions)

    with Tomorrow(tmp_path, _0901=STRICT):
        result = migrate_fleet(regions, by="Robin")

    assert names(list(result.failed)) == ["ort-a", "ort-b", "ort-c"]
    assert names(result.untouched) == ["ort-d", "ort-e"]


def test_a_bad_wave_is_the_last(fleet: Fleet, tmp_path: Path) -> None:
    regions = fleet(6)
    make_nameless(regions[1], regions[2])

    with Tomorrow(tmp_path, _0901=STRICT):
        result = migrate_fleet(regions, by="Robin", wave=2)

    assert names(list(result.failed)) == ["ort-b", "ort-c"]
    assert names(result.untouched) == ["ort-d", "ort-e", "ort-f"]


def test_a_table_in_use_is_waited_for_briefly_and_asked_again(
    fleet: Fleet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regions = fleet(2)
    somebody = psycopg.connect(SERVERS.admin_url)
    somebody.execute("LOCK TABLE r_ort_b.businesses_business IN ACCESS SHARE MODE")
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        somebody.rollback()

    monkeypatch.setattr(migrate.time, "sleep", pause)
    with somebody, Tomorrow(tmp_path, _0901=COLUMN):
        result = migrate_fleet(regions, by="Robin", timeouts=Timeouts(lock=50))

    assert (names(result.done), len(pauses)) == (["ort-a", "ort-b"], 1)


def test_a_table_in_use_for_good_sets_its_region_aside(
    fleet: Fleet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regions = fleet(2)
    monkeypatch.setattr(migrate, "LOCK_TRIES", 2)

    with psycopg.connect(SERVERS.admin_url) as somebody, Tomorrow(tmp_path, _0901=COLUMN):
        somebody.execute("LOCK TABLE r_ort_b.businesses_business IN ACCESS SHARE MODE")
        result = migrate_fleet(regions, by="Robin", timeouts=Timeouts(lock=50))

    assert names(result.done) == ["ort-a"]
    assert "lock timeout" in result.failed[regions[1]]


def test_two_runs_do_not_go_on_at_once_and_a_waiting_one_follows(fleet: Fleet, tmp_path: Path) -> None:
    regions = fleet(1)
    ended: list[Any] = []

    def later() -> None:
        ended.append(names(migrate_fleet(regions, by="Ilse", waiting=True).done))
        connections.close_all()

    with Tomorrow(tmp_path, _0901=COLUMN):
        with psycopg.connect(SERVERS.admin_url) as first:
            first.execute("SELECT pg_advisory_lock(%s)", [lock_number(migrate.LOCK)])
            with pytest.raises(AlreadyRunning):
                migrate_fleet(regions, by="Robin")
            waiting = threading.Thread(target=later)
            waiting.start()
            waiting.join(0.3)
            assert ended == []
        waiting.join(20)

    assert ended == [["ort-a"]]


def test_a_run_whose_process_died_is_ended_by_the_next(fleet: Fleet, tmp_path: Path) -> None:
    regions = fleet(2)
    dead = Run.objects.create(by="Robin", began_at="2026-11-02T12:00Z", total=2)

    with Tomorrow(tmp_path, _0901=COLUMN):
        migrate_fleet(regions, by="Robin")

    assert list(Run.objects.going_on()) == []
    dead.refresh_from_db()
    assert dead.ended_at is not None
    assert Outcome.objects.count() == 2
    assert ask(regions[1], "SELECT motto FROM businesses_business") == [""]
