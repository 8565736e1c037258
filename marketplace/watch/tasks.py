"""Digests and the lifetime of watches: a task for each region that has something to do."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.watch import lifetime
from marketplace.watch.digest import AT_ONCE, due, send_due
from tenants.regions.regions_with import regions_with

RUNNING, RUNNING_SECONDS = "watch-digests", 120


@app.task
def send_digests() -> None:
    """One batch; with more to do it queues again, behind its own mails and the other regions."""
    cache.set(RUNNING, True, RUNNING_SECONDS)
    if send_due(at=timezone.now()) >= AT_ONCE:
        send_digests.apply_async(expires=RUNNING_SECONDS)
    else:
        cache.delete(RUNNING)


@app.task(platform=True)
def send_digests_in_regions() -> None:
    """A task for each region in which a digest is due, unless one is at it: a large neighbour delays no small one."""
    for region in regions_with(due(timezone.now())):
        with stepping_into(region.card()):
            if cache.add(RUNNING, True, RUNNING_SECONDS):
                send_digests.apply_async(expires=60)


@app.task
def tend_here() -> None:
    lifetime.tend(at=timezone.now())


@app.task(platform=True)
def tend_regions() -> None:
    """A task for each region in which a watch is to be reminded of, ended, reduced or forgotten."""
    now = timezone.now()
    steps = (lifetime.unconfirmed, lifetime.to_remind, lifetime.to_end, lifetime.to_reduce, lifetime.to_forget)
    for region in regions_with(*(step(now) for step in steps)):
        with stepping_into(region.card()):
            tend_here.apply_async(expires=3600)
