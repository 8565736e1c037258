from __future__ import annotations

from django.utils import timezone

from kreislauf import picture_places
from kreislauf.celery import app
from kreislauf.regions import stepping_into
from tenants.archive.restore import regions_with_old
from tenants.models import Region
from tenants.regions import parents


@app.task(platform=True)
def find_parents() -> None:
    """Set parents anew after regions were provisioned, restored or deleted."""
    parents.find_parents()


@app.task(platform=True)
def sweep_pictures() -> None:
    """Once a night, a task for each region; not while rows from before a restore may still name a picture."""
    for region in Region.objects.with_schema().for_cards().exclude(pk__in=regions_with_old()):
        with stepping_into(region.card()):
            sweep_pictures_here.apply_async(expires=12 * 3600)


@app.task
def sweep_pictures_here() -> None:
    picture_places.sweep_pictures(at=timezone.now())
