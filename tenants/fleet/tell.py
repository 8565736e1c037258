"""Tell the operators which regions a run quarantined."""

from __future__ import annotations

from django.db import transaction

from tenants.fleet.models import Run


def tell_operators(run: Run) -> None:
    """By a letter. Without a queue at hand the dashboard and the log still say it."""
    from tenants.fleet.tasks import mail_failures

    transaction.on_commit(lambda: mail_failures.delay(run_id=run.pk), robust=True)
