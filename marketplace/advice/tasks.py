"""Work on advice that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.advice.keeping.assure import archive_what_is_over, to_archive
from marketplace.advice.keeping.check_links import check_links, not_asked_today
from marketplace.advice.keeping.mailing import mail_owners, to_mail
from marketplace.advice.models import Article
from marketplace.advice.statistics.daily import write_down
from marketplace.advice.statistics.mail_missing import mail_missing, to_mail_missing
from tenants.regions.regions_with import regions_with


@app.task
def sweep_region() -> None:
    """Each step is repeatable, so a worker that dies in between leaves the rest to the next hour."""
    now = timezone.now()
    archive_what_is_over(at=now)
    mail_owners(at=now)
    mail_missing(at=now)


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region in which something is over, due, or missing, and in no letter yet."""
    now = timezone.now()
    for region in regions_with(to_archive(now), to_mail(now), to_mail_missing(now)):
        with stepping_into(region.card()):
            sweep_region.apply_async(expires=3600)


@app.task
def check_links_here() -> None:
    check_links(at=timezone.now())


@app.task(platform=True)
def check_links_in_regions() -> None:
    """A task for each region that has a link which was not asked today."""
    for region in regions_with(not_asked_today(timezone.now())):
        with stepping_into(region.card()):
            check_links_here.apply_async(expires=1800)


@app.task
def write_views() -> None:
    write_down(at=timezone.now())


@app.task(platform=True)
def write_views_in_regions() -> None:
    """A task for each region that has an article."""
    for region in regions_with(Article.objects.all()):
        with stepping_into(region.card()):
            write_views.apply_async(expires=3600)
