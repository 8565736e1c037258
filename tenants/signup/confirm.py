"""The applicant confirms that the official address is theirs."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from kreislauf.links import unsign
from tenants.logbook.record import log_operation
from tenants.signup import emails
from tenants.signup.addresses import CONFIRM
from tenants.signup.models import Application


@transaction.atomic
def confirm(application: Application, *, at: datetime, letter: bool = True) -> Application:
    """Confirmed once; a second click changes nothing. Operators hear of it by mail, unless it is they who confirm."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.confirmed_at is None and application.rejected_at is None:
        application.confirmed_at = at
        application.save(update_fields=["confirmed_at"])
        log_operation(
            "application.confirmed", application.name, by=application.email, at=at, application=application.pk
        )
        if letter:
            emails.operators.queue(application, to=settings.OPERATOR_EMAIL)
    return application


def application_to_confirm(token: str, *, at: datetime) -> Application:
    """Refuses with ``BadLink`` or ``Application.DoesNotExist``."""
    return Application.objects.get(pk=unsign(CONFIRM, token, at=at, platform=True))
