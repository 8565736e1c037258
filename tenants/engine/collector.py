"""This process's own connections to the database, for its metrics."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from tenants.engine.database.base import catalogues


class Connections(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = catalogues()
        yield GaugeMetricFamily(
            "kreislauf_process_db_connections", "Open connections of this process.", value=len(found)
        )
        yield GaugeMetricFamily(
            "kreislauf_process_db_catalogues",
            "Regions whose catalogue the server caches for these connections, some 2.5 MB for each.",
            value=sum(found),
        )
