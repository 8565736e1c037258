"""What all processes count together, published by the workers: mails, sweeps and the queue."""

from __future__ import annotations

import time
from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from kreislauf.metrics.counts import CERTIFICATES, counts, last_sweeps, noted
from kreislauf.metrics.intervals import intervals
from kreislauf.queue import queue

COUNTED = {
    "mail_sent": "Mails sent.",
    "mail_late": "Mails sent more than five minutes after they were queued.",
    "mail_failed": "Tries to send a mail that failed.",
}


class Shared(Collector):
    def collect(self) -> Iterator[Metric]:
        yield from _queue()
        yield from _counts()
        yield from _sweeps()
        yield from _certificates()


def _queue() -> Iterator[Metric]:
    """Without the broker only ``kreislauf_queue_up`` is there, which is 0."""
    found = queue()
    yield GaugeMetricFamily("kreislauf_queue_up", "Whether the broker answers.", value=float(found is not None))
    if found is not None:
        yield GaugeMetricFamily("kreislauf_queue_length", "Tasks that wait for a worker.", value=found.waiting)
        yield GaugeMetricFamily("kreislauf_queue_taken", "Tasks that a worker has taken.", value=found.taken)
        yield GaugeMetricFamily(
            "kreislauf_queue_oldest_seconds", "How long the oldest task has waited.", value=found.oldest_seconds
        )


def _counts() -> Iterator[Metric]:
    found = counts()
    if found is not None:
        for name, text in COUNTED.items():
            yield CounterMetricFamily(f"kreislauf_{name}", text, value=found.get(name, 0))


def _sweeps() -> Iterator[Metric]:
    last = last_sweeps()
    if last is None:
        return
    age = GaugeMetricFamily("kreislauf_sweep_age_seconds", "Since the sweep last succeeded.", labels=["task"])
    every = GaugeMetricFamily("kreislauf_sweep_interval_seconds", "How often it is to run.", labels=["task"])
    for task, seconds in intervals().items():
        every.add_metric([task], seconds)
        if task in last:
            age.add_metric([task], max(time.time() - last[task], 0))
    yield from (age, every)


def _certificates() -> Iterator[Metric]:
    left = GaugeMetricFamily("kreislauf_certificate_ends_seconds", "Until a certificate ends.", labels=["host"])
    for host, end in (noted(CERTIFICATES) or {}).items():
        left.add_metric([host], end - time.time())
    yield left
