"""Work on listings that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.listings.contact.write import forget_messages
from marketplace.listings.help.take import follow_up, to_follow_up
from marketplace.listings.help.waves import due, send_wave
from marketplace.listings.lifetime.forget import forget
from marketplace.listings.lifetime.remind import remind
from marketplace.listings.models import Listing
from marketplace.listings.own.close import expire
from marketplace.listings.print.mail import due_posters, mail_posters
from marketplace.listings.submit.confirm import forget_unconfirmed
from tenants.regions.regions_with import regions_with

AT_ONCE = 200


@app.task
def sweep_region() -> None:
    """Each step is repeatable, so a worker that dies in between leaves the rest to the next hour."""
    now = timezone.now()
    expire(at=now)
    remind(at=now)
    forget_unconfirmed(at=now)
    forget_messages(at=now)
    forget(at=now)


@app.task
def send_waves() -> None:
    """Each request that is due has its own transaction, so one that fails stops no other."""
    now = timezone.now()
    for pk in due(now).values_list("pk", flat=True)[:AT_ONCE]:
        send_wave(pk, at=now)
    follow_up(at=now)


@app.task(platform=True)
def send_waves_in_regions() -> None:
    """A task for each region in which a request for help is due: a large neighbour delays no small one."""
    now = timezone.now()
    for region in [*regions_with(due(now)), *regions_with(to_follow_up(now))]:
        with stepping_into(region.card()):
            send_waves.apply_async(expires=60)


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region that has a listing."""
    for region in regions_with(Listing.objects.all()):
        with stepping_into(region.card()):
            sweep_region.apply_async(expires=3600)


@app.task
def mail_posters_here() -> None:
    mail_posters(at=timezone.now())


@app.task(platform=True)
def mail_posters_in_regions() -> None:
    """A task for each region in which somebody has not got this week's poster."""
    for region in regions_with(due_posters(timezone.now())):
        with stepping_into(region.card()):
            mail_posters_here.apply_async(expires=3600)
