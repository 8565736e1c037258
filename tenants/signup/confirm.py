"""The applicant confirms that the official address is theirs."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kreislauf.links import unsign
from tenants.logbook.record import log_operation
from tenants.signup import emails
from tenants.signup.addresses import CONFIRM
from tenants.signup.labels import LabelRefused, check_label, suggest
from tenants.signup.models import Application


@transaction.atomic
def confirm(application: Application, *, at: datetime, label: str = "", letter: bool = True) -> Application:
    """Confirmed once; a second click changes nothing. Operators hear of it by mail, unless it is they who confirm.

    Reserves the label, or another one that the applicant chose because the first was gone: ``LabelRefused``.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.confirmed_at is None and application.rejected_at is None:
        application.label = (label or application.label).strip().lower()
        check_label(application.label, name=application.name, kind=application.kind)
        application.confirmed_at = at
        _reserve(application)
        log_operation(
            "application.confirmed", application.name, by=application.email, at=at, application=application.pk
        )
        if letter:
            emails.operators.queue(application, to=settings.OPERATOR_EMAIL)
    return application


def _reserve(application: Application) -> None:
    try:
        with transaction.atomic():
            application.save(update_fields=["confirmed_at", "label"])
    except IntegrityError:
        # Two confirm at the same moment: the index decided.
        raise LabelRefused(
            _("Diese Subdomain hat gerade jemand anderes beantragt."), suggest(application.name, kind=application.kind)
        ) from None


def application_to_confirm(token: str, *, at: datetime) -> Application:
    """Refuses with ``BadLink`` or ``Application.DoesNotExist``."""
    return Application.objects.get(pk=unsign(CONFIRM, token, at=at, platform=True))
