"""The port on which Prometheus asks a process for its figures (``METRICS_BIND``)."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from prometheus_client import start_http_server

from kreislauf.metrics.registry import REGISTRY, say_what_runs

log = logging.getLogger(__name__)


def serve(process: str) -> Any | None:
    """Publish the figures of a ``web``, ``worker`` or ``beat``; returns the server, or None if there is none.

    A port that is taken costs the figures, never the pages: it is logged, and the process goes on.
    """
    if not settings.METRICS_BIND:
        return None
    host, port = settings.METRICS_BIND
    try:
        server, _thread = start_http_server(port, host, registry=REGISTRY)
    except OSError as problem:
        log.error("METRICS_BIND: %s:%s cannot be used (%s); this process has no metrics.", host, port, problem)
        return None
    say_what_runs(process)
    for path in settings.METRICS_COLLECTORS[process]:
        REGISTRY.register(import_string(path)())
    return server
