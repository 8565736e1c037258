"""The operators' page with the platform's figures: in words, in bars, and what needs a look."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from redis import Redis

from kreislauf.metrics.counts import note_sweep
from kreislauf.queue import QUEUE
from kreislauf.regions import RegionCard
from tenants.monitoring.models import Measurement
from tests.tenants.operators.operators import signed_in
from tests.words import words

pytestmark = pytest.mark.django_db
PAGE = "/betrieb/zahlen/"
QUIET = {
    **{f"regions_{state}": 0 for state in ("provisioning", "draft", "suspended", "leaving", "gone", "quarantined")},
    **{f"hosts_{state}": 0 for state in ("requested", "proved", "live", "lost")},
    "regions_live": 4,
    "provisioning": 0,
    "provisioning_oldest_seconds": 0.0,
    "provisioning_failed": 0,
    "fleet_failed": 0,
    "fleet_running_seconds": 0.0,
    "payments_open": 0,
    "payments_open_oldest_seconds": 0.0,
    "mail_waiting": 0,
    "mail_waiting_oldest_seconds": 0.0,
    "mail_sent": 0,
    "ledger_sum_cents": 0,
    "books_checked_at": -600,  # seconds from now
    "db_connections": 12,
    "db_connections_limit": 97,
}


@pytest.fixture(autouse=True)
def empty_queue(settings: Settings) -> Iterator[None]:
    with Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        broker.delete(QUEUE)
        yield


def measured(*, minutes_ago: int = 1, **values: Any) -> None:
    now = timezone.now()  # not the file's: a run of all tests takes minutes
    at, found = now - timedelta(minutes=minutes_ago), QUIET | values
    found["books_checked_at"] += int(now.timestamp())
    Measurement.objects.create(slot=at, at=at, values=found)


def page() -> str:
    return words(signed_in().get(PAGE)).replace("\xa0", " ")


def test_a_quiet_platform_is_in_order(kiel: RegionCard) -> None:
    measured()

    text = page()

    assert "Alle Werte sind in Ordnung." in text
    assert "4 Veröffentlicht" in text
    assert "0 Mails sind fällig" in text
    assert "gehen auf, nachgerechnet vor 10 Minuten" in text
    assert "12 von 97 vergeben" in text
    assert "Laufende Sicherung (WAL) nicht eingeschaltet" in text
    assert "nachsehen" not in text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"mail_waiting": 7, "mail_waiting_oldest_seconds": 1000.0}, "seit 17 Minuten"),
        ({"payments_open": 1, "payments_open_oldest_seconds": 7300.0}, "eine Antwort fehlt seit 2 Stunden"),
        ({"ledger_sum_cents": 400}, "weichen um 4,00 € ab"),
        ({"books_checked_at": -4 * 3600}, "nachgerechnet vor 4 Stunden"),
        ({"regions_quarantined": 2}, "Zurückgestellt 2"),
        ({"provisioning_failed": 1}, "0 in Arbeit, 1 gescheitert"),
        ({"provisioning": 1, "provisioning_oldest_seconds": 301.0}, "1 in Arbeit, 0 gescheitert"),
        ({"fleet_failed": 2}, "in 2 Regionen misslungen"),
        ({"fleet_running_seconds": 4000.0}, "läuft seit 67 Minuten"),
        ({"hosts_lost": 1}, "0 erreichbar, 0 in Arbeit, 1 ohne Nachweis"),
        ({"db_connections": 90}, "90 von 97 vergeben"),
        ({"wal_archive_failing": 1, "wal_archive_age_seconds": 4000.0}, "schlägt fehl"),
        ({"backup_age_seconds": 30 * 3600.0}, "Letzte Sicherung vor 30 Stunden"),
    ],
)
def test_what_needs_a_look_says_so_once(kiel: RegionCard, values: dict[str, Any], sentence: str) -> None:
    measured(**values)

    text = page()

    assert sentence in text
    assert ("Ein Wert braucht einen Blick." in text, text.count("nachsehen")) == (True, 1)


def test_a_sweep_that_has_not_run_for_long_is_named(kiel: RegionCard) -> None:
    measured()
    note_sweep("tenants.tasks.find_parents", at=time.time() - 100)
    assert "laufen nach Plan" in page()

    note_sweep("tenants.tasks.sweep_mail", at=time.time() - 3600)
    text = words(signed_in_again().get(PAGE))
    assert "zu lange nicht gelaufen: tenants.tasks.sweep_mail" in text


def signed_in_again() -> Any:
    from tenants.operators.models import Operator

    Operator.objects.all().delete()
    return signed_in()


def test_without_a_measurement_the_page_says_what_comes(kiel: RegionCard) -> None:
    text = page()

    assert "Noch nicht gemessen" in text
    assert "Alle Werte sind in Ordnung." not in text
    assert "je Stunde" not in text


def test_an_old_measurement_is_no_good_news(kiel: RegionCard) -> None:
    measured(minutes_ago=15)

    text = page()

    assert "Seit mehr als zehn Minuten wurde nicht gemessen" in text
    assert "Alle Werte sind in Ordnung." not in text


def test_a_broker_that_is_away_is_said(kiel: RegionCard, settings: Settings) -> None:
    measured()
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    assert "Warteschlange antwortet nicht nachsehen" in page()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_day_of_measurements_costs_as_much_as_one(
    kiel: RegionCard, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        measured(minutes_ago=5 * number)
    client = signed_in()

    with django_assert_num_queries(7):
        client.get(PAGE)
