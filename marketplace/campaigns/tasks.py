"""Work on campaigns and pledges that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.campaigns.models import Campaign, Pledge
from marketplace.campaigns.pledges.hold import release_holds
from marketplace.campaigns.sharing.visits import write_down
from tenants.regions.regions_with import regions_with

VISITS_SECONDS = 3600


@app.task
def release_pledges() -> None:
    release_holds(at=timezone.now())


@app.task(platform=True)
def release_pledges_in_regions() -> None:
    """A task for each region in which an unpaid pledge has held a piece long enough."""
    for region in regions_with(Pledge.objects.holding_too_long(timezone.now())):
        with stepping_into(region.card()):
            release_pledges.apply_async(expires=60)


@app.task
def write_visits() -> None:
    write_down(at=timezone.now())


@app.task(platform=True)
def write_visits_in_regions() -> None:
    """A task for each region whose campaigns somebody may have looked at."""
    for region in regions_with(Campaign.objects.public()):
        with stepping_into(region.card()):
            write_visits.apply_async(expires=VISITS_SECONDS)
