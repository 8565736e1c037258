"""What each line of the log says of the work at hand: its request, its trace and, of a task, the region."""

from __future__ import annotations

import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

# What a proxy may hand in: a hexadecimal number or a UUID, so that no text of anybody's stands in the log.
WELL_FORMED = re.compile(r"[0-9a-fA-F][0-9a-fA-F-]{6,62}[0-9a-fA-F]")


@dataclass(frozen=True, slots=True)
class LogContext:
    """``request`` is set in the web. ``schema`` is set for tasks: they end when their region has been left already."""

    request_id: str = ""
    schema: str = ""
    request: Any = None


NOTHING = LogContext()
_context: ContextVar[LogContext] = ContextVar("log_context", default=NOTHING)


def log_context() -> LogContext:
    return _context.get()


def set_log_context(context: LogContext) -> None:
    """Until further notice: a task begins and ends in two signals."""
    _context.set(context)


@contextmanager
def working_for(request: Any, *, request_id: str) -> Iterator[None]:
    """The block belongs to this request."""
    token = _context.set(LogContext(request_id, request=request))
    try:
        yield
    finally:
        _context.reset(token)


def current_trace_id() -> str:
    """Thirty-two hexadecimal digits; empty while nothing is traced."""
    trace = sys.modules.get("opentelemetry.trace")
    if trace is None:
        return ""
    context = trace.get_current_span().get_span_context()
    return format(context.trace_id, "032x") if context.is_valid else ""


def new_request_id() -> str:
    """Sixteen hexadecimal digits: short enough to be read out over the telephone."""
    return secrets.token_hex(8)
