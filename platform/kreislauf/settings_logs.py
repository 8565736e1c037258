"""Logs, and the traces of requests and tasks."""

from __future__ import annotations

from kreislauf import env
from kreislauf.settings_wiring import MIDDLEWARE

# One JSON object a line, with the region and the request's number, without addresses of people.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "kreislauf.observability.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "_granian": {"level": "WARNING", "handlers": [], "propagate": True},  # it brings a handler of its own
        "fido2": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "opentelemetry": {"level": "ERROR"},  # of a collector that is away one line a batch is enough
    },
}

# Traces go to the collector that is named here, if one is (extra `traces`). The library itself reads OpenTelemetry's
# other variables: OTEL_TRACES_SAMPLER, OTEL_EXPORTER_OTLP_HEADERS, OTEL_BSP_SCHEDULE_DELAY …
OTLP_ENDPOINT = env.text("OTEL_EXPORTER_OTLP_ENDPOINT", "")
if OTLP_ENDPOINT:
    MIDDLEWARE.insert(
        MIDDLEWARE.index("kreislauf.web.request_id.RequestIdMiddleware") + 1, "kreislauf.web.traced.TracedMiddleware"
    )
