"""Traces in OpenTelemetry's format: how long a request took, and where; never what was asked, or by whom.

The libraries' instrumentation writes statements, keys and addresses on its spans. So what is sent are copies that hold
nothing but a list of allowed attributes. Imported only where traces are sent.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.celery import CeleryInstrumentor
from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
from opentelemetry.instrumentation.redis import RedisInstrumentor
from opentelemetry.propagate import set_global_textmap
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import ReadableSpan, Span, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import SpanContext, SpanKind, Status, Tracer, get_tracer, set_tracer_provider
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from kreislauf import env
from kreislauf.observability import region_at_work

# Everything else that a library writes on a span stays here: statements, keys, addresses, arguments, reasons.
ALLOWED = {
    *("kreislauf.region", "kreislauf.request_id"),
    *("http.request.method", "http.route", "http.response.status_code", "error.type"),
    *("db.system", "db.redis.args_length", "db.redis.pipeline_length"),
    *("celery.action", "celery.task_name", "celery.state", "celery.retries", "messaging.message.id"),
}
COMMAND = re.compile(r"[A-Za-z][A-Za-z_ ]{0,99}")  # SELECT, or MULTI SET EXPIRE


def start() -> None:
    """Trace the database, the cache and tasks; requests are traced by ``kreislauf.web.traced``.

    Spans go to the collector of ``OTEL_EXPORTER_OTLP_ENDPOINT``.
    """
    provider = TracerProvider(resource=Resource.create({SERVICE_NAME: _service()}))
    provider.add_span_processor(NamesRegion())
    provider.add_span_processor(BatchSpanProcessor(Scrubbed(OTLPSpanExporter())))
    set_tracer_provider(provider)
    # Without baggage, which is free text.
    set_global_textmap(TraceContextTextMapPropagator())
    for instrumentor in (PsycopgInstrumentor, RedisInstrumentor, CeleryInstrumentor):
        instrumentor().instrument(tracer_provider=provider)
    _send_the_rest_when_a_worker_ends(provider)


def _service() -> str:
    """``kreislauf-worker``, ``kreislauf-beat``; the web server says it to its processes."""
    command = sys.argv[1:2]
    return env.text(
        "OTEL_SERVICE_NAME", f"kreislauf-{command[0]}" if command in (["worker"], ["beat"]) else "kreislauf"
    )


def tracer() -> Tracer:
    return get_tracer("kreislauf")


class NamesRegion(SpanProcessor):
    """A statement is its region's, a task the one's that queued it; a request's span is given its region at its end."""

    def on_start(self, span: Span, parent_context: Any = None) -> None:
        span.set_attribute("kreislauf.region", region_at_work())


class Scrubbed(SpanExporter):
    """Hands on copies that hold allowed attributes only; no events, no words of errors, no foreign state."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self._exporter.export([_copy(span) for span in spans if not _is_idle(span)])

    def shutdown(self) -> None:
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30000) -> bool:
        return self._exporter.force_flush(timeout_millis)


def _is_idle(span: ReadableSpan) -> bool:
    """A worker asks the queue once a second, outside of any task: nobody wants a trace of that."""
    return span.parent is None and span.kind is SpanKind.CLIENT


def _copy(span: ReadableSpan) -> ReadableSpan:
    return ReadableSpan(
        name=_name(span),
        context=_bare(span.context),
        parent=_bare(span.parent),
        resource=span.resource,
        attributes={name: value for name, value in (span.attributes or {}).items() if name in ALLOWED},
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _name(span: ReadableSpan) -> str:
    """Of a statement or a command its first word, of requests and tasks what they are called."""
    if span.kind is SpanKind.CLIENT and not COMMAND.fullmatch(span.name):
        return str((span.attributes or {}).get("db.system", "query"))
    return span.name


def _bare(context: SpanContext | None) -> SpanContext | None:
    """The numbers of a span, without what a foreign system may have written beside them."""
    if context is None:
        return None
    return SpanContext(context.trace_id, context.span_id, context.is_remote, context.trace_flags)


def _send_the_rest_when_a_worker_ends(provider: TracerProvider) -> None:
    """Celery's processes end without the interpreter's own end, at which the library would do it."""
    from celery import signals

    def send(**_: Any) -> None:
        provider.force_flush()

    signals.worker_process_shutdown.connect(send, weak=False)
