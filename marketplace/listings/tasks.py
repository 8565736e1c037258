"""Work on listings that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.listings.contact.write import forget_messages
from marketplace.listings.lifetime.forget import forget
from marketplace.listings.lifetime.remind import remind
from marketplace.listings.models import Listing
from marketplace.listings.own.close import expire
from marketplace.listings.submit.confirm import forget_unconfirmed
from tenants.regions.regions_with import regions_with


@app.task
def sweep_region() -> None:
    """Each step is repeatable, so a worker that dies in between leaves the rest to the next hour."""
    now = timezone.now()
    expire(at=now)
    remind(at=now)
    forget_unconfirmed(at=now)
    forget_messages(at=now)
    forget(at=now)


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region that has a listing."""
    for region in regions_with(Listing.objects.all()):
        with stepping_into(region.card()):
            sweep_region.apply_async(expires=3600)
