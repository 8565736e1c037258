from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from tenants.regions.regions_with import regions_with
from tests.notices.models import Notice


@app.task(platform=True)
def sweep() -> None:
    """What has hung for a year after its day is thrown away, in every region."""
    for region in regions_with(Notice.objects.filter(until__lt=_long_ago())):
        with stepping_into(region.card()):
            sweep_here.delay()


@app.task
def sweep_here() -> None:
    Notice.objects.filter(until__lt=_long_ago()).delete()


def _long_ago():  # type: ignore[no-untyped-def]
    return timezone.localdate() - timedelta(days=365)
