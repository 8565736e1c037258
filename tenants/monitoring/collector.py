"""The platform's newest measurement, for Prometheus. One row is read, at most every 30 seconds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from django.db import Error, connection
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from kreislauf.regions import stepping_into
from tenants.monitoring.measure import BOOKS_AT
from tenants.monitoring.models import Measurement
from tenants.monitoring.words import FIGURES, STATES

CACHED_SECONDS = 30


class Platform(Collector):
    """Without a measurement, as before the first one or while the database is away, nothing of it is published."""

    def __init__(self) -> None:
        self._read_at = -float(CACHED_SECONDS)
        self._row: Measurement | None = None

    def describe(self) -> list[Metric]:
        """Nothing: a process that starts must not need its database for it."""
        return []

    def collect(self) -> Iterator[Metric]:
        row = self._newest()
        if row is not None:
            yield _gauge("measured_seconds", (timezone.now() - row.at).total_seconds())
            yield from _figures(row.values)

    def _newest(self) -> Measurement | None:
        now = time.monotonic()
        if now - self._read_at >= CACHED_SECONDS:
            self._row, self._read_at = _read(), now
        return self._row


def _read() -> Measurement | None:
    """Over a connection that is closed again: the port's server makes a thread for each scrape."""
    try:
        with stepping_into(None):
            return Measurement.objects.first()
    except Error:
        return None
    finally:
        connection.close()


def _figures(values: dict[str, Any]) -> Iterator[Metric]:
    for group, states in STATES.items():
        metric = GaugeMetricFamily(f"kreislauf_{group}", FIGURES[group], labels=["state"])
        for state in states:
            metric.add_metric([state], values.get(f"{group}_{state}", 0))
        yield metric
    if BOOKS_AT in values:
        yield _gauge("books_checked_seconds", time.time() - values[BOOKS_AT])
    for name in FIGURES:
        if name in values:
            yield _gauge(name, values[name])


def _gauge(name: str, value: float) -> Metric:
    return GaugeMetricFamily(f"kreislauf_{name}", FIGURES[name], value=value)
