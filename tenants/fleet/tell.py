"""Tell the operators which regions a run had to set aside."""

from __future__ import annotations

from kreislauf.soon import soon
from tenants.fleet.models import Run


def tell_operators(run: Run) -> None:
    """By a letter. Without a queue at hand the dashboard and the log still say it."""
    soon("tenants.fleet.tasks.mail_failures", run_id=run.pk)
