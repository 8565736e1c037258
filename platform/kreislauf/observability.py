"""Logs as one JSON object a line, and errors for Sentry: what happened, where, in which region; never who it was."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote_plus

from kreislauf.regions import current_schema

SHORTEST_SECRET = 8


class JsonFormatter(logging.Formatter):
    """Of a request only the route is hidden: its address may hold the key to an account or to vouchers."""

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "region": _region_of(request),
            "logger": record.name,
            "message": _with_route(record.getMessage(), request),
        }
        if record.exc_info:
            line["error"] = _with_route(self.formatException(record.exc_info), request)
        return json.dumps(line, ensure_ascii=False)


def _region_of(request: Any) -> str:
    """Django reports an answer when its region has been left already; the request still knows it."""
    card = getattr(request, "region", None)
    return current_schema() if card is None else str(card.schema)


def _with_route(text: str, request: Any) -> str:
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


def start_sentry(dsn: str, *, environment: str, **options: Any) -> None:
    """Send errors to the Sentry (or GlitchTip) that ``dsn`` names. Needs the extra ``sentry``."""
    import sentry_sdk

    sentry_sdk.init(
        dsn,
        environment=environment,
        before_send=scrubbed,
        before_breadcrumb=lambda crumb, hint: None,  # they repeat log lines and statements
        traces_sample_rate=0.0,
        auto_session_tracking=False,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        **options,
    )


def scrubbed(event: Any, hint: Any) -> Any:
    """The error with its region, and nothing of the request but its method and route."""
    event.setdefault("tags", {})["region"] = current_schema()
    method = event.pop("request", {}).get("method")
    if method:
        event["tags"]["method"] = method
    for part in ("user", "extra", "breadcrumbs", "modules"):
        event.pop(part, None)
    return event
