from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException

from django.utils import timezone

from kreislauf.celery import app
from tenants.signup import emails
from tenants.signup.lapse import lapse
from tenants.signup.models import Application
from tenants.signup.provision import provision

# How long the task that the approval queued is given before the sweeper takes the work up.
HEAD_START = timedelta(seconds=10)


@app.task(platform=True)
def provision_application(*, application_id: int) -> None:
    provision(application_id)


@app.task(platform=True)
def sweep_provisioning() -> None:
    """Regions whose worker died, whose try failed or whose task was lost; letters never sent; lapsed applications."""
    now = timezone.now()
    before = now - HEAD_START
    for pk in Application.objects.in_the_making().filter(approved_at__lt=before).values_list("pk", flat=True):
        provision(pk)
    lapse(at=now)
    for application in Application.objects.unconfirmed().filter(mailed_at__isnull=True, requested_at__lt=before):
        try:
            _send_confirmation(application)
        except (OSError, SMTPException):
            return  # the next sweep tries again; a task for each would only pile up


@app.task(platform=True, autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_confirmation(*, application_id: int) -> None:
    application = Application.objects.unconfirmed().filter(pk=application_id, mailed_at__isnull=True).first()
    if application is not None:
        _send_confirmation(application)


@app.task(platform=True, autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_operators(*, application_id: int) -> None:
    application = Application.objects.waiting().filter(pk=application_id).first()
    if application is not None:
        emails.send_to_operators(application)


@app.task(platform=True, autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_rejection(*, application_id: int) -> None:
    application = Application.objects.filter(pk=application_id, rejected_at__isnull=False).first()
    if application is not None:
        emails.send_rejection(application)


def _send_confirmation(application: Application) -> None:
    emails.send_confirmation(application)
    Application.objects.filter(pk=application.pk).update(mailed_at=timezone.now())
