from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings

from kreislauf import mail
from kreislauf.celery import app
from kreislauf.regions import address_of
from tenants.fleet.migrate import AlreadyRunning, migrate_fleet
from tenants.fleet.models import Run
from tenants.models import Region


@app.task(platform=True, autoretry_for=(OSError, SMTPException), retry_backoff=10, max_retries=8)
def mail_failures(*, run_id: int) -> None:
    run = Run.objects.get(pk=run_id)
    failures = list(run.outcomes.exclude(error="").select_related("region"))
    mail.send(
        template="fleet/mail/failures",
        to=settings.OPERATOR_EMAIL,
        context={"run": run, "failures": failures, "address": address_of(settings.OPERATOR_HOST)},
        key=f"fleet run {run.pk}",
    )


@app.task(platform=True, autoretry_for=(AlreadyRunning,), retry_backoff=5, max_retries=8)
def migrate_region(*, region_id: int, by: str) -> None:
    """Migrate one region again, on an operator's request."""
    region = Region.objects.with_schema().filter(pk=region_id).first()
    if region is not None:
        migrate_fleet([region], by=by)
