"""Logs as one JSON object a line, and errors for Sentry: what happened, where, in which region; never who it was."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from kreislauf.regions import current_schema


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "region": current_schema(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


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
