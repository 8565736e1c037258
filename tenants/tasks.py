from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.mail.deliver import sweep
from kreislauf.mail.models import OutgoingMail
from kreislauf.regions import stepping_into
from kreislauf.soon import soon
from tenants import parents
from tenants.engine.ask_all import regions_with


@app.task(platform=True)
def find_parents() -> None:
    """After regions were made, restored or removed in ways that do not think of those below."""
    parents.find_parents()


@app.task(platform=True)
def sweep_mail() -> None:
    """The platform's own outbox, and a task for each region whose outbox has something to do."""
    now = timezone.now()
    sweep(at=now)
    for region in regions_with(OutgoingMail.objects.due(now), OutgoingMail.objects.outdated(now)):
        with stepping_into(region.card()):
            soon("kreislauf.mail.tasks.sweep_region", expires_seconds=60)
