"""Errors for Sentry: what happened, where, in which region and for which request; never who it was."""

from __future__ import annotations

from typing import Any

from kreislauf.log_context import log_context
from kreislauf.observability import region_at_work, without_details, without_secrets_of


def start_sentry(dsn: str, *, environment: str, **options: Any) -> None:
    """Send errors to the Sentry (or GlitchTip) that ``dsn`` names. Needs the extra ``sentry``."""
    import sentry_sdk
    from sentry_sdk.integrations.logging import ignore_logger

    ignore_logger("opentelemetry.*")  # a collector that is away is no error of ours
    sentry_sdk.init(
        dsn,
        environment=environment,
        before_send=scrubbed,
        before_breadcrumb=lambda crumb, hint: None,  # they repeat log lines and statements
        traces_sample_rate=0.0,
        trace_propagation_targets=[],  # else whoever we ask over HTTP gets a header of ours
        auto_session_tracking=False,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        **options,
    )


def scrubbed(event: Any, hint: Any) -> Any:
    """The error with its region and the request's number, and nothing of the request but its method and route."""
    record = hint.get("log_record")
    request = getattr(record, "request", None) or log_context().request
    tags = {"region": region_at_work(request), "request_id": log_context().request_id}
    tags["method"] = event.pop("request", {}).get("method")
    event["tags"] = {name: value for name, value in tags.items() if value}
    for part in ("user", "extra", "breadcrumbs", "modules", "logentry"):
        event.pop(part, None)
    if record is not None:
        event["message"] = without_secrets_of(request, without_details(record.getMessage()))
    for error in event.get("exception", {}).get("values", ()):
        error["value"] = without_secrets_of(request, without_details(error.get("value") or ""))
    if event.get("transaction_info", {}).get("source") == "url":
        event.pop("transaction")  # no route was found: it is the address
    event["contexts"] = {"runtime": event.get("contexts", {}).get("runtime", {})}
    return event
