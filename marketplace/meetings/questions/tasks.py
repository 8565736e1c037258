"""What of questions is forgotten, and when."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.meetings.questions.forget import forget_names, forget_words, may_have_to_go
from tenants.regions.regions_with import regions_with

SWEPT_EVERY_SECONDS = 3600


@app.task
def forget_here() -> None:
    now = timezone.now()
    forget_names(at=now)
    forget_words(at=now)


@app.task(platform=True)
def forget_in_regions() -> None:
    """A task for each region in which something may have to go."""
    now = timezone.now()
    for region in regions_with(*may_have_to_go(now)):
        with stepping_into(region.card()):
            forget_here.apply_async(expires=SWEPT_EVERY_SECONDS)
