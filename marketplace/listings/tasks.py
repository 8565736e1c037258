"""Work on listings that nobody waits for."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.each import each
from kreislauf.regions import stepping_into
from marketplace.listings.contact.write import forget_messages
from marketplace.listings.help.take import follow_up, to_follow_up
from marketplace.listings.help.waves import due, send_wave
from marketplace.listings.lifetime.forget import forget, forget_undecided
from marketplace.listings.lifetime.remind import remind
from marketplace.listings.models import Listing
from marketplace.listings.own.close import expire
from marketplace.listings.print.mail import due_posters, mail_posters
from marketplace.listings.statistics.daily import write_down
from marketplace.listings.submit.confirm import forget_unconfirmed
from tenants.alike.sightings import forget_sightings
from tenants.regions.regions_with import regions_with

SLICE = 5  # waves in a row, with fifty letters
SWEPT_EVERY = timedelta(minutes=1)


@app.task
def sweep_region() -> None:
    """Each step is repeatable, so a worker that dies in between leaves the rest to the next hour."""
    now = timezone.now()
    expire(at=now)
    remind(at=now)
    forget_unconfirmed(at=now)
    write_down(at=now)  # before the messages go that it counts
    forget_messages(at=now)
    forget(at=now)
    forget_undecided(at=now)


@app.task
def send_waves(*, until: str = "") -> None:
    """A slice of what is due; with more to do it queues again, behind other regions and the letters of this slice.

    ``until`` is when the next sweep begins anew, so that a region never has two of these in the queue.
    """
    now = timezone.now()
    follow_up(at=now)
    pks = list(due(now).values_list("pk", flat=True)[: SLICE + 1])
    try:
        each(pks[:SLICE], partial(send_wave, at=now))
    finally:
        if until and len(pks) > SLICE:
            _queue_waves(until=datetime.fromisoformat(until))


@app.task(platform=True)
def send_waves_in_regions() -> None:
    """A task for each region in which a request for help is due: a large neighbour delays no small one."""
    now = timezone.now()
    for region in regions_with(due(now), to_follow_up(now)):
        with stepping_into(region.card()):
            _queue_waves(until=now + SWEPT_EVERY)


def _queue_waves(*, until: datetime) -> None:
    if timezone.now() < until:
        send_waves.apply_async(kwargs={"until": until.isoformat()}, expires=until)


@app.task(platform=True)
def sweep_sightings() -> None:
    """What regions have told each other of the same texts is forgotten after seven days."""
    forget_sightings(at=timezone.now())


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
