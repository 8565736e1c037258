"""An operator lets an administration in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.soon import soon
from tenants.logbook.record import log_operation
from tenants.signup.models import Application


class NotConfirmed(Exception):
    """The applicant has not confirmed the address yet."""


class AlreadyRejected(Exception):
    """The application was turned down; its label may be somebody else's by now."""


@transaction.atomic
def approve(application: Application, *, by: Actor, at: datetime) -> Application:
    """Approve once and have the region made; a second click, or a second operator, changes nothing.

    Refuses with ``NotConfirmed`` and ``AlreadyRejected``.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.rejected_at is not None:
        raise AlreadyRejected
    if application.confirmed_at is None:
        raise NotConfirmed
    if application.approved_at is None:
        application.approved_at, application.approved_by = at, str(by)[:254]
        application.save(update_fields=["approved_at", "approved_by"])
        log_operation("application.approved", application.name, by=by, at=at, application=application.pk)
        queue_provisioning(application)
    return application


def queue_provisioning(application: Application) -> None:
    """After the commit. Without a queue at hand nothing is lost: the sweeper looks every 20 seconds."""
    soon("tenants.signup.tasks.provision_application", application_id=application.pk)
