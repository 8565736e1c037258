from __future__ import annotations

from contextlib import suppress
from smtplib import SMTPException

from django.conf import settings

from kreislauf import mail
from kreislauf.celery import app
from kreislauf.regions import address_of
from tenants.fleet.migrate import AnotherRun, migrate_fleet
from tenants.fleet.models import Retry, Run
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


@app.task(platform=True, found_by="tenants.fleet.tasks.sweep_retries")
def bring_region(*, region_id: int) -> None:
    """Another try for a region that was set aside. While another run is on, the sweep tries later."""
    asked = Retry.objects.filter(region_id=region_id).first()
    region = Region.objects.with_schema().filter(pk=region_id).first()
    if asked is None:
        return
    with suppress(AnotherRun):
        if region is not None:
            migrate_fleet([region], by=asked.by)
        asked.delete()


@app.task(platform=True)
def sweep_retries() -> None:
    """Retries whose task was lost, or came while another run was on."""
    for region_id in Retry.objects.values_list("region_id", flat=True):
        bring_region(region_id=region_id)
