"""What the platform measures of itself, in all regions together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from pytest_django import Settings
from redis import Redis

from billing.ledger.post import post
from billing.payments.models import Attempt, AttemptState
from kreislauf.mail.models import OutgoingMail
from kreislauf.mail.platform.models import PlatformMail
from kreislauf.metrics.counts import count_all
from kreislauf.queue import QUEUE
from kreislauf.regions import RegionCard, stepping_into
from tenants.engine.code_version import code_state
from tenants.models import Region
from tenants.monitoring.measure import measure
from tenants.monitoring.models import Measurement
from tenants.signup.models import Application

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
NOW = timezone.now().replace(minute=32, second=10, microsecond=0)

AN_ATTEMPT = {
    "purpose": "voucher",
    "order_id": 1,
    "amount_cents": 500,
    "title": "Frühstück",
    "email": "ute@kiel.example",
}


@pytest.fixture(autouse=True)
def empty_queue(settings: Settings) -> Iterator[None]:
    with Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        broker.delete(QUEUE)
        yield


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def a_mail(model: Any, *, due_minutes_ago: int) -> None:
    model.objects.create(
        kind="accounts.welcome",
        recipient="ute@kiel.example",
        language="de",
        queued_at=NOW - timedelta(days=1),
        next_try_at=NOW - minutes(due_minutes_ago),
    )


def test_a_quiet_platform_has_every_figure(kiel: RegionCard, dortmund: RegionCard) -> None:
    values = measure(at=NOW).values

    connections_used, limit = values.pop("db_connections"), values.pop("db_connections_limit")
    assert 0 < connections_used < limit
    assert values == {
        "regions_provisioning": 0,
        "regions_draft": 0,
        "regions_live": 2,
        "regions_suspended": 0,
        "regions_leaving": 0,
        "regions_gone": 0,
        "regions_quarantined": 0,
        "hosts_requested": 0,
        "hosts_proved": 0,
        "hosts_live": 0,
        "hosts_lost": 0,
        "provisioning": 0,
        "provisioning_oldest_seconds": 0.0,
        "provisioning_failed": 0,
        "fleet_failed": 0,
        "fleet_running_seconds": 0.0,
        "payments_open": 0,
        "payments_open_oldest_seconds": 0.0,
        "mail_waiting": 0,
        "mail_waiting_oldest_seconds": 0.0,
        **dict.fromkeys(("mail_sent", "mail_late", "mail_failed", "tasks_failed", "pages", "pages_failed"), 0),
        **dict.fromkeys(("cached_pages", "cached_pages_failed", "cached_pages_slow"), 0),
        **dict.fromkeys(("redemptions", "redemptions_failed", "redemptions_slow"), 0),
        "queue": 0,
        "queue_seconds": 0.0,
        "ledger_sum_cents": 0,
        "books_checked_at": int(NOW.timestamp()),
    }


def test_what_all_processes_count_is_measured_and_nothing_is_known_without_the_cache_server(
    kiel: RegionCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_all({"mail_late": 3, "pages": 70, "redemptions_slow": 2})
    values = measure(at=NOW).values
    assert (values["mail_late"], values["pages"], values["redemptions_slow"]) == (3, 70, 2)

    monkeypatch.setattr("tenants.monitoring.measure.counts", lambda: None)
    assert {"mail_sent", "pages"} & set(measure(at=NOW).values) == set()


def test_the_age_of_the_backup_is_measured_where_there_is_a_report(
    kiel: RegionCard, settings: Settings, tmp_path: Path
) -> None:
    settings.BACKUP_REPORT = str(tmp_path / "report.json")
    assert measure(at=NOW).values["backup_age_seconds"] == NOW.timestamp()

    settings.BACKUP_REPORT = ""
    assert "backup_age_seconds" not in measure(at=NOW).values


def test_mail_of_all_regions_and_of_the_platform_counts_together(kiel: RegionCard, dortmund: RegionCard) -> None:
    for place, ago in ((kiel, 3), (dortmund, 7), (dortmund, -5)):
        with stepping_into(place):
            a_mail(OutgoingMail, due_minutes_ago=ago)
    a_mail(PlatformMail, due_minutes_ago=5)

    values = measure(at=NOW).values

    assert (values["mail_waiting"], values["mail_waiting_oldest_seconds"]) == (3, 420.0)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"created_at": NOW - minutes(40), "check_at": NOW + timedelta(seconds=50)}, (1, 2400.0)),
        ({"created_at": NOW - minutes(40), "checked_at": NOW - minutes(1), "check_at": NOW}, (1, 60.0)),
        ({"created_at": NOW - minutes(40), "check_at": NOW, "state": AttemptState.EXPIRED}, (0, 0.0)),
        ({"created_at": NOW - minutes(40), "check_at": NOW, "provider": "bank_transfer"}, (0, 0.0)),
    ],
)
def test_a_payment_waits_since_its_provider_last_answered(
    in_kiel: RegionCard, fields: dict[str, Any], found: tuple[int, float]
) -> None:
    Attempt.objects.create(**{"state": AttemptState.OPEN, "provider": "sandbox", **AN_ATTEMPT, **fields})

    with stepping_into(None):
        values = measure(at=NOW).values

    assert (values["payments_open"], values["payments_open_oldest_seconds"]) == found


def test_two_regions_that_are_off_by_opposite_sums_are_both_noticed(kiel: RegionCard, dortmund: RegionCard) -> None:
    for place in (kiel, dortmund):
        with stepping_into(place):
            post("test:1", at=NOW, memo="Probe", lines=[("money:sandbox", 500), ("through:voucher", -500)])
    with connections["owner"].cursor() as cursor:
        for schema, cents in ((kiel.schema, 700), (dortmund.schema, 300)):
            cursor.execute(f"ALTER TABLE {schema}.ledger_entry DISABLE TRIGGER USER")
            cursor.execute(f"UPDATE {schema}.ledger_entry SET cents = %s WHERE cents = 500", [cents])
            cursor.execute(f"ALTER TABLE {schema}.ledger_entry ENABLE TRIGGER USER")

    assert measure(at=NOW).values["ledger_sum_cents"] == 400


def test_the_books_are_read_once_an_hour(kiel: RegionCard, django_assert_num_queries: Any) -> None:
    first = measure(at=NOW)
    with django_assert_num_queries(2, connection=connections["owner"]):
        second = measure(at=NOW + minutes(59))
    with django_assert_num_queries(3, connection=connections["owner"]):
        third = measure(at=NOW + minutes(60))

    checked = [row.values["books_checked_at"] - int(NOW.timestamp()) for row in (first, second, third)]
    assert checked == [0, 0, 3600]


def test_a_quarantined_region_is_counted_and_not_read(in_kiel: RegionCard) -> None:
    a_mail(OutgoingMail, due_minutes_ago=3)
    with stepping_into(None):
        Region.objects.filter(pk=in_kiel.id).update(quarantined_for=code_state(), quarantined_at=NOW)
        try:
            values = measure(at=NOW).values
        finally:
            Region.objects.filter(pk=in_kiel.id).update(quarantined_for="", quarantined_at=None)

    assert (values["regions_quarantined"], values["mail_waiting"]) == (1, 0)


def test_an_approved_region_that_does_not_stand_yet_has_an_age(kiel: RegionCard) -> None:
    for key, ago in (("eins", 9), ("zwei", 4)):
        Application.objects.create(
            name=f"Amt {key}", kind="amt", label=key, email="amt@kiel.example", key=key, primary_colour="#000000",
            accent_colour="#ffffff", requested_at=NOW, confirmed_at=NOW, approved_at=NOW - minutes(ago),
        )  # fmt: skip

    values = measure(at=NOW).values

    assert (values["provisioning"], values["provisioning_oldest_seconds"]) == (2, 540.0)


def test_five_minutes_have_one_row_and_a_week_is_all_there_is(kiel: RegionCard) -> None:
    for at in (NOW - timedelta(days=8), NOW - timedelta(days=6), NOW, NOW + minutes(1), NOW + minutes(3)):
        measure(at=at)

    slot = NOW.replace(minute=30, second=0)
    assert list(Measurement.objects.values_list("slot", "at")) == [
        (slot + minutes(5), NOW + minutes(3)),
        (slot, NOW + minutes(1)),
        (slot - timedelta(days=6), NOW - timedelta(days=6)),
    ]
