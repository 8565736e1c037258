"""An operator turns an application down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from tenants.logbook.record import log_operation
from tenants.signup import emails
from tenants.signup.models import Application


class AlreadyApproved(Exception):
    """The region is being made or stands; it is suspended or deleted, not rejected."""


class ReasonMissing(Exception):
    """The applicant is told why."""


@transaction.atomic
def reject(application: Application, *, reason: str, by: Actor, at: datetime, letter: bool = True) -> Application:
    """Free the label and tell the applicant why. Once; refuses with ``AlreadyApproved`` and ``ReasonMissing``."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.rejected_at is not None:
        return application
    if application.approved_at is not None and application.failed_at is None:
        raise AlreadyApproved
    if not reason.strip():
        raise ReasonMissing
    application.rejected_at, application.reject_reason = at, reason.strip()
    application.save(update_fields=["rejected_at", "reject_reason"])
    log_operation(
        "application.rejected", application.name, by=by, at=at, application=application.pk, reason=reason.strip()
    )
    if letter:
        emails.rejected.queue(application, to=application.email)
    return application
