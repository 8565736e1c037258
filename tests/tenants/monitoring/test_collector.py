"""What a worker publishes of the newest measurement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from prometheus_client import CollectorRegistry

from tenants.monitoring import collector
from tenants.monitoring.models import Measurement


class Reads:
    """Stands in for the question to the database, and counts how often it is asked."""

    def __init__(self, **values: Any) -> None:
        self.asked, self.row = 0, Measurement(at=timezone.now() - timedelta(seconds=40), values=values)

    def __call__(self) -> Measurement:
        self.asked += 1
        return self.row


def publish(monkeypatch: pytest.MonkeyPatch, reads: Any) -> CollectorRegistry:
    monkeypatch.setattr(collector, "_read", reads)
    registry = CollectorRegistry()
    registry.register(collector.Platform())
    return registry


def test_figures_are_published_under_their_names_and_states_as_a_label(monkeypatch: pytest.MonkeyPatch) -> None:
    found = publish(monkeypatch, Reads(regions_live=4, hosts_lost=1, ledger_sum_cents=7, books_checked_at=1))

    assert found.get_sample_value("kreislauf_regions", {"state": "live"}) == 4
    assert found.get_sample_value("kreislauf_hosts", {"state": "lost"}) == 1
    assert found.get_sample_value("kreislauf_ledger_sum_cents") == 7
    assert found.get_sample_value("kreislauf_measured_seconds") == pytest.approx(40, abs=5)
    assert (found.get_sample_value("kreislauf_books_checked_seconds") or 0) > 1_700_000_000


def test_what_was_not_measured_is_missing_and_not_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    found = publish(monkeypatch, Reads(regions_live=4))

    assert found.get_sample_value("kreislauf_wal_archive_failing") is None
    assert found.get_sample_value("kreislauf_books_checked_seconds") is None


def test_without_a_measurement_nothing_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    found = publish(monkeypatch, lambda: None)

    assert list(found.collect()) == []


def test_scrapes_within_half_a_minute_ask_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reads = Reads(regions_live=4)
    found = publish(monkeypatch, reads)
    for _ in range(3):
        list(found.collect())

    assert reads.asked == 1
