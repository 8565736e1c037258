from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kreislauf.celery import app
from tenants.signup.lapse import lapse
from tenants.signup.models import Application
from tenants.signup.provision import provision

# How long the task that the approval queued is given before the sweeper takes the work up.
HEAD_START = timedelta(seconds=10)


@app.task(platform=True, found_by="tenants.signup.tasks.sweep_provisioning")
def provision_application(*, application_id: int) -> None:
    provision(application_id)


@app.task(platform=True)
def sweep_provisioning() -> None:
    """Regions whose worker died, whose try failed or whose task was lost; lapsed applications."""
    now = timezone.now()
    before = now - HEAD_START
    for pk in Application.objects.in_the_making().filter(approved_at__lt=before).values_list("pk", flat=True):
        provision(pk)
    lapse(at=now)
