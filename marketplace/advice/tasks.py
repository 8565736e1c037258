"""Work on advice that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.advice.models import Article
from marketplace.advice.statistics.daily import write_down
from tenants.regions.regions_with import regions_with


@app.task
def write_views() -> None:
    write_down(at=timezone.now())


@app.task(platform=True)
def write_views_in_regions() -> None:
    """A task for each region that has an article."""
    for region in regions_with(Article.objects.all()):
        with stepping_into(region.card()):
            write_views.apply_async(expires=3600)
