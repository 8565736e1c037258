"""Letters about an application."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from kreislauf import mail
from kreislauf.regions import address_of
from tenants.signup.confirm import confirmation_address
from tenants.signup.models import Application
from tenants.signup.status import status_address


def send_confirmation(application: Application) -> None:
    mail.send(
        template="signup/mail/confirm",
        to=application.email,
        context={
            "application": application,
            "address": confirmation_address(application, at=timezone.now()),
            "status": status_address(application),
            "host": f"{application.label}.{settings.PLATFORM_HOST}",
        },
        key=f"application {application.pk} confirm",
    )


def send_to_operators(application: Application) -> None:
    path = reverse("operators:application", urlconf=settings.URLCONFS["operator"], args=[application.pk])
    mail.send(
        template="signup/mail/operators",
        to=settings.OPERATOR_EMAIL,
        context={"application": application, "address": address_of(settings.OPERATOR_HOST) + path},
        reply_to=application.email,
        key=f"application {application.pk} operators",
    )


def send_rejection(application: Application) -> None:
    mail.send(
        template="signup/mail/rejected",
        to=application.email,
        context={"application": application},
        reply_to=settings.OPERATOR_EMAIL,
        key=f"application {application.pk} rejected",
    )
