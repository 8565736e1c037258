"""What each process counts by itself. All figures of the platform are in ``deploy/metrics.md``."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

# Else each counter has a second row that says when it began.
disable_created_metrics()  # type: ignore[no-untyped-call]
# Ours alone: what a library registers elsewhere is not published.
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

BUILD = Gauge(
    "kreislauf_build_info", "The running version, and which process it is.", ["version", "process"], registry=REGISTRY
)

# The SLOs of deploy/slo.md stand at 0.3 and 1 second; a histogram can only be asked at its own borders.
REQUEST_BUCKETS = (0.025, 0.05, 0.1, 0.3, 0.5, 1.0, 2.5, 10.0)
REQUESTS = Counter("kreislauf_requests_total", "Answered requests.", ["route", "method", "code"], registry=REGISTRY)
REQUEST_SECONDS = Histogram(
    "kreislauf_request_seconds",
    "From the request's head to the answer's.",
    ["route", "method"],
    buckets=REQUEST_BUCKETS,
    registry=REGISTRY,
)
REGION_REQUESTS = Counter(
    "kreislauf_region_requests_total", "Answered requests of a region.", ["region", "code"], registry=REGISTRY
)

TASK_BUCKETS = (0.05, 0.25, 1.0, 5.0, 15.0, 60.0, 300.0)
TASKS = Counter("kreislauf_tasks_total", "Tasks that a worker has ended.", ["task", "state"], registry=REGISTRY)
TASK_SECONDS = Histogram(
    "kreislauf_task_seconds", "How long tasks ran that succeeded.", ["task"], buckets=TASK_BUCKETS, registry=REGISTRY
)


def say_what_runs(process: str) -> None:
    """``web``, ``worker`` or ``beat``."""
    try:
        running = version("kreislauf")
    except PackageNotFoundError:
        running = "checkout"  # nobody has installed it
    BUILD.labels(running, process).set(1)
