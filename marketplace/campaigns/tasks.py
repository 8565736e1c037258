"""Work on campaigns and pledges that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.campaigns.models import Pledge
from marketplace.campaigns.pledges.hold import release_holds
from tenants.regions.regions_with import regions_with


@app.task
def release_pledges() -> None:
    release_holds(at=timezone.now())


@app.task(platform=True)
def release_pledges_in_regions() -> None:
    """A task for each region in which an unpaid pledge has held a piece long enough."""
    for region in regions_with(Pledge.objects.holding_too_long(timezone.now())):
        with stepping_into(region.card()):
            release_pledges.apply_async(expires=60)
