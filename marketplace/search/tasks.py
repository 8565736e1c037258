"""What the search writes down at night."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.search.missed import write_missed
from marketplace.search.vocabulary import write_vocabulary
from tenants.branding.models import Branding
from tenants.regions.regions_with import regions_with


@app.task
def tend_region() -> None:
    write_vocabulary()
    write_missed(at=timezone.now())


@app.task(platform=True)
def tend_regions() -> None:
    """A task for each region."""
    for region in regions_with(Branding.objects.all()):
        with stepping_into(region.card()):
            tend_region.apply_async(expires=6 * 3600)
