"""What operators see of queue, migrations and errors; and how they try again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from redis import Redis

from kreislauf.regions import RegionCard, stepping_into
from tenants.engine.schemas import states
from tenants.fleet.models import Outcome, Retry, Run
from tenants.fleet.tasks import sweep_retries
from tenants.logbook.models import LogEntry
from tenants.logbook.record import log_operation
from tenants.models import Domain, Region
from tenants.operators.region_facts import schemas_behind
from tests.tenants.operators.operators import signed_in

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def quarantined(card: RegionCard, *, because: str = "DataError: zu lang") -> None:
    now = timezone.now()
    Region.objects.filter(pk=card.id).update(quarantined_at=now, quarantined_for="0" * 32, quarantined_because=because)
    log_operation("region.quarantined", card.name, by="prepare", at=now, region_id=card.id, error=because)


def a_run(card: RegionCard, *, total: int = 4, error: str = "", minutes_ago: int = 1, ended: bool = False) -> Run:
    began = timezone.now() - timedelta(minutes=minutes_ago)
    run = Run.objects.create(by="prepare", began_at=began, total=total, ended_at=timezone.now() if ended else None)
    Outcome.objects.create(run=run, region_id=card.id, at=began, milliseconds=40, migrations=2, error=error)
    return run


def one_line(page: str) -> str:
    return " ".join(page.split())


def test_the_function_tells_the_state_that_the_owner_reads(kiel: RegionCard) -> None:
    schemas = ["r_kiel", "r_dortmund"]
    with stepping_into(None), connection.cursor() as cursor:
        cursor.execute("SELECT region, state FROM operators_region_states(%s::text[])", [[*schemas, "public", "r_x"]])
        assert dict(cursor.fetchall()) == states(schemas)


def test_a_region_may_not_ask_it_about_another(in_kiel: RegionCard) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM public.operators_region_states(ARRAY['r_dortmund'])")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_who_lacks_a_migration_is_behind(kiel: RegionCard) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE r_dortmund.django_migrations SET name = name || 'x' WHERE app = 'vouchers'")
    try:
        assert schemas_behind(["r_kiel", "r_dortmund"]) == ["r_dortmund"]
        client = signed_in()
        assert "Von 2 Regionen hat 1" in one_line(client.get("/betrieb/").content.decode())
        assert client.get("/regionen/").content.decode().count("nicht aktuell") == 1
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("UPDATE r_dortmund.django_migrations SET name = rtrim(name, 'x') WHERE app = 'vouchers'")


def test_the_queue_is_counted_at_the_broker(kiel: RegionCard, settings: object) -> None:
    with Redis.from_url(settings.CELERY_BROKER_URL) as broker:  # type: ignore[attr-defined]
        before = broker.llen("celery")
        broker.lpush("celery", "eins", "zwei")
        try:
            page = signed_in().get("/betrieb/stand/").content.decode()
        finally:
            broker.lrem("celery", 1, "eins")
            broker.lrem("celery", 1, "zwei")

    assert f'kl-tile__n">{int(before) + 2}<' in page  # type: ignore[arg-type]


def test_a_broker_that_does_not_answer_is_said_and_the_rest_is_shown(kiel: RegionCard, settings: object) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"  # type: ignore[attr-defined]

    page = signed_in().get("/betrieb/").content.decode()

    assert "Die Warteschlange antwortet nicht" in page
    assert "Aktualisierung der Tabellen" in page


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ({"minutes_ago": 2}, ["Läuft.", "Noch etwa 7 Minuten.", "1 von 4 Regionen", "0 fehlgeschlagen"]),
        ({"minutes_ago": 2, "error": "DataError: zu lang"}, ["1 von 4 Regionen", "1 fehlgeschlagen"]),
        ({"minutes_ago": 20}, ["Steht still seit"]),
        ({"total": 1, "ended": True}, ["Zuletzt beendet am", "1 von 1 Regionen"]),
    ],
)
def test_a_run_through_the_fleet_is_told_as_it_goes(kiel: RegionCard, run: dict[str, object], words: list[str]) -> None:
    a_run(kiel, **run)  # type: ignore[arg-type]

    page = one_line(signed_in().get("/betrieb/stand/").content.decode())

    assert [word for word in words if word not in page] == []


def test_without_a_run_the_page_says_so(kiel: RegionCard) -> None:
    page = one_line(signed_in().get("/betrieb/").content.decode())

    assert "Es war noch keine nötig." in page
    assert "Die Tabellen aller 2 Regionen sind aktuell." in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_moving_part_asks_as_much_for_three_as_for_one(
    rows: int, kiel: RegionCard, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        a_run(kiel, error="DataError: zu lang")
        quarantined(kiel)
    client = signed_in()

    with django_assert_num_queries(7):
        page = client.get("/betrieb/stand/").content.decode()

    assert page.count("<b>Zurückgestellt:</b>") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_regions_asks_as_much_for_three_as_for_one(
    rows: int, kiel: RegionCard, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        region = Region.objects.create(name=f"Amt {number}", label=f"amt-{number}", schema_name=f"r_amt_{number}")
        Domain.objects.create(tenant=region, domain=f"amt-{number}.localhost", is_primary=True)
    client = signed_in()

    with django_assert_num_queries(12):
        page = client.get("/regionen/").content.decode()

    assert page.count('<th scope="row">') == rows + 2
    assert page.count("nicht aktuell") == 0


def test_regions_are_found_by_name_by_address_and_by_state(kiel: RegionCard) -> None:
    quarantined(kiel)
    client = signed_in()

    def found(query: str) -> tuple[bool, bool]:
        page = client.get(f"/regionen/?{query}").content.decode()
        return "Landeshauptstadt Kiel" in page, "Stadt Dortmund" in page

    assert found("q=dort") == (False, True)
    assert found("q=KIEL.localhost") == (True, False)
    assert found("q=hauptstadt+kiel") == (True, False)
    assert found("q=%25") == (False, False)
    assert found("stand=live") == (True, True)
    assert found("stand=zurueckgestellt") == (True, False)
    assert found("stand=draft&q=kiel") == (False, False)


def test_a_regions_page_tells_its_way_through_the_runs(kiel: RegionCard) -> None:
    a_run(kiel, error="DataError: zu lang")

    page = one_line(signed_in().get(f"/regionen/{kiel.id}/").content.decode())

    assert "DataError: zu lang" in page
    assert "watch 0001" in page  # the last one of a region's
    assert "Wieder versuchen" not in page


def test_what_was_quarantined_is_tried_again_by_a_worker(
    kiel: RegionCard, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    quarantined(kiel)
    client, path = signed_in(), f"/regionen/{kiel.id}/"
    assert "Wieder versuchen" in client.get(path).content.decode()

    with django_capture_on_commit_callbacks() as queued:
        answer = client.post(f"{path}aktualisierung/")

    assert (answer.status_code, answer.headers["Location"], len(queued)) == (302, path, 1)
    assert [entry.action for entry in LogEntry.objects.all()[:1]] == ["region.migration_retried"]
    assert list(Retry.objects.values_list("region_id", flat=True)) == [kiel.id]


def test_a_retry_that_the_queue_lost_is_found(kiel: RegionCard) -> None:
    quarantined(kiel)
    signed_in().post(f"/regionen/{kiel.id}/aktualisierung/")

    sweep_retries()

    assert list(Retry.objects.all()) == []


def test_what_fits_is_not_tried_again(
    kiel: RegionCard, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = signed_in()

    with django_capture_on_commit_callbacks() as queued:
        client.post(f"/regionen/{kiel.id}/aktualisierung/")

    assert (queued, LogEntry.objects.filter(action="region.migration_retried").count()) == ([], 0)
    assert client.get(f"/regionen/{kiel.id}/aktualisierung/").status_code == 405
