"""Traces in OpenTelemetry's format: how long a request took, and where; never what was asked, or by whom.

The libraries' instrumentation writes statements, keys and addresses on its spans. So ``kreislauf.spans`` sends copies
that hold nothing but a list of allowed attributes.
"""

from __future__ import annotations

import sys


def start_tracing() -> None:
    """Send spans to the collector of ``OTEL_EXPORTER_OTLP_ENDPOINT``. Needs the extra ``traces``."""
    from kreislauf import spans

    spans.start()


def current_trace_id() -> str:
    """Thirty-two hexadecimal digits; empty while nothing is traced."""
    trace = sys.modules.get("opentelemetry.trace")
    if trace is None:
        return ""
    context = trace.get_current_span().get_span_context()
    return format(context.trace_id, "032x") if context.is_valid else ""
