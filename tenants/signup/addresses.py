"""The link with which an applicant confirms the address."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from kreislauf.links import sign
from kreislauf.regions import address_of
from tenants.signup.models import Application

CONFIRM = "signup.confirm"
VALID = timedelta(days=7)


def confirmation_address(application: Application, *, at: datetime) -> str:
    """It opens a page, and the button there confirms."""
    token = sign(CONFIRM, application.pk, expires=VALID, at=at, platform=True)
    path = reverse("signup:confirm", urlconf=settings.URLCONFS["platform"], kwargs={"token": token})
    return address_of(settings.PLATFORM_HOST) + path
