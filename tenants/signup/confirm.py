"""The applicant confirms that the official address is theirs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from kreislauf.links import sign, unsign
from kreislauf.regions import address_of
from kreislauf.soon import soon
from tenants.operators.record import record_deed
from tenants.signup.models import Application

PURPOSE = "signup.confirm"
VALID = timedelta(days=7)


@transaction.atomic
def confirm(application: Application, *, at: datetime, letter: bool = True) -> Application:
    """Confirmed once; a second click changes nothing. Operators hear of it by mail, unless it is they who confirm."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.confirmed_at is None and application.rejected_at is None:
        application.confirmed_at = at
        application.save(update_fields=["confirmed_at"])
        record_deed("application.confirmed", application.name, by=application.email, at=at, application=application.pk)
        if letter:
            soon("tenants.signup.tasks.mail_operators", application_id=application.pk)
    return application


def confirmation_address(application: Application, *, at: datetime) -> str:
    """The link in the mail: it opens a page, and the button there confirms."""
    from django.conf import settings

    token = sign(PURPOSE, application.pk, expires=VALID, at=at, platform=True)
    path = reverse("signup:confirm", urlconf=settings.URLCONFS["platform"], kwargs={"token": token})
    return address_of(settings.PLATFORM_HOST) + path


def application_to_confirm(token: str, *, at: datetime) -> Application:
    """Refuses with ``BadLink`` or ``Application.DoesNotExist``."""
    return Application.objects.get(pk=unsign(PURPOSE, token, at=at, platform=True))
