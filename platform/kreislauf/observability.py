"""Logs as one JSON object a line: what happened, where, in which region and for which request; never who it was."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote_plus

from kreislauf.log_context import current_trace_id, log_context
from kreislauf.regions import PUBLIC, current_schema

SHORTEST_SECRET = 8
# PostgreSQL repeats the row that it refuses: "DETAIL:  Key (email)=(ute@kiel.example) already exists."; the statement,
# and what it could not read. An error's repr has its lines in one.
DETAILS = re.compile(r"(^|\n|\\n)(?:DETAIL|CONTEXT|HINT|QUERY|WHERE|LINE \d+):.*?(?=\n|\\n|$)")
UNREADABLE = re.compile(r"(invalid (?:input|byte)[^:\n]*: )[^\n]*?(?=\n|\\n|$)")
MAIL_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")  # bounded: a long word takes no longer


class JsonFormatter(logging.Formatter):
    """Of a request only the route is hidden: its address may hold the key to an account or to vouchers."""

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None) or log_context().request
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "region": region_at_work(request),
            "request_id": getattr(request, "request_id", "") or log_context().request_id,
            "trace_id": getattr(request, "trace_id", "") or current_trace_id(),
            "logger": record.name,
            "message": without_secrets_of(request, without_details(record.getMessage())),
        }
        if record.exc_info:
            line["error"] = without_secrets_of(request, without_details(self.formatException(record.exc_info)))
        return json.dumps({name: value for name, value in line.items() if value}, ensure_ascii=False)


def region_at_work(request: Any = None) -> str:
    """Django reports an answer when its region has been left already; the request still knows it, or the task."""
    card = getattr(request or log_context().request, "region", None)
    if card is not None:
        return str(card.schema)
    schema = current_schema()
    return schema if schema != PUBLIC else log_context().schema or schema


def without_details(text: str) -> str:
    """An error's words without the row that the database repeats in them, and without addresses of mail."""
    return MAIL_ADDRESS.sub("…", UNREADABLE.sub(r"\1…", DETAILS.sub(r"\1", text)))


def without_secrets_of(request: Any, text: str) -> str:
    """The text without the request's path, its query and the values that the route has taken out of the path."""
    if not hasattr(request, "get_full_path"):
        return text
    match = getattr(request, "resolver_match", None)
    route = f"/{match.route}" if match else "(no route)"
    hidden = dict.fromkeys([request.get_full_path(), request.path, quote(request.path), request.path_info], route)
    query = request.META.get("QUERY_STRING", "")
    values = [query, unquote_plus(query), *request.GET.values(), *(match.args if match else ())]
    values += match.kwargs.values() if match else ()
    # Shorter ones are numbers and words that stand everywhere; no key is that short.
    hidden |= {str(value): "…" for value in values if len(str(value)) >= SHORTEST_SECRET}
    for secret in sorted(hidden, key=len, reverse=True):
        if len(secret) > 1:
            text = text.replace(secret, hidden[secret])
    return text
