"""Letters about what waits, and the end of what was refused."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.review.bundle import due, tell_what_is_due
from marketplace.review.forget import forget_refused, refused_long_ago
from marketplace.review.kinds import reviews
from tenants.regions.regions_with import regions_with


@app.task
def tell_here() -> None:
    tell_what_is_due(at=timezone.now())


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region in which something waits that somebody may have to be told of."""
    now = timezone.now()
    for region in regions_with(*(due(review, now) for review in reviews())):
        with stepping_into(region.card()):
            tell_here.apply_async(expires=300)


@app.task
def forget_here() -> None:
    forget_refused(at=timezone.now())


@app.task(platform=True)
def sweep_refused() -> None:
    """A task for each region that has refused something long ago, of a kind that does not keep it."""
    old = [rows for review in reviews() if (rows := refused_long_ago(review, timezone.now())) is not None]
    for region in regions_with(*old) if old else ():
        with stepping_into(region.card()):
            forget_here.apply_async(expires=3600)
