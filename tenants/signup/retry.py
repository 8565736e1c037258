"""An operator has a failed region made once more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from tenants.logbook.record import log_operation
from tenants.signup.approve import queue_provisioning
from tenants.signup.models import Application


@transaction.atomic
def retry(application: Application, *, by: Actor, at: datetime) -> Application:
    """From the beginning, with all its tries. Changes nothing where the making did not fail."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.failed_at is None or application.rejected_at is not None or application.finished_at is not None:
        return application
    application.failed_at, application.tries, application.last_error = None, 0, ""
    application.save(update_fields=["failed_at", "tries", "last_error"])
    log_operation("application.retried", application.name, by=by, at=at, application=application.pk)
    queue_provisioning(application)
    return application
