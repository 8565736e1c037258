"""Work on meetings, and on who comes to them, that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.meetings import notify
from marketplace.meetings.afterwards import expired_recordings, forget_recordings
from marketplace.meetings.models import Registration
from marketplace.meetings.models.registration import OFFERED, UNCONFIRMED
from marketplace.meetings.questions.forget import forget_names, forget_words, may_have_to_go
from marketplace.meetings.seats.forget import forget, meetings_to_forget
from marketplace.meetings.seats.links import VALID
from marketplace.meetings.seats.minimum import decide, to_decide
from marketplace.meetings.seats.offer import fill, lapse, to_fill
from marketplace.meetings.seats.remind import meetings_with_letters, send_due_letters
from tenants.regions.regions_with import regions_with

SWEEP_SECONDS, FORGET_SECONDS = 60, 3600


@app.task(found_by="marketplace.meetings.tasks.sweep_regions")
def notify_registered(*, pk: int) -> None:
    notify.notify_registered(at=timezone.now(), meeting=pk)


@app.task
def sweep_region() -> None:
    """Each step is repeatable, so a worker that dies in between leaves the rest to the next minute."""
    now = timezone.now()
    notify.notify_registered(at=now)
    forget_recordings(at=now)
    decide(at=now)
    lapse(at=now)
    for pk in to_fill(now):
        fill(pk, at=now)
    send_due_letters(at=now)


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region in which something may be due."""
    now = timezone.now()
    changed = notify.changed_meetings(now), expired_recordings(now), to_decide(now)
    offers = Registration.objects.filter(OFFERED, offer_ends_at__lte=now)
    waiting = Registration.objects.in_line().order_by()
    for region in regions_with(*changed, offers, waiting, meetings_with_letters(now)):
        with stepping_into(region.card()):
            sweep_region.apply_async(expires=SWEEP_SECONDS)


@app.task
def forget_here() -> None:
    now = timezone.now()
    forget(at=now)
    forget_names(at=now)
    forget_words(at=now)


@app.task(platform=True)
def forget_in_regions() -> None:
    """A task for each region that had a meeting within a year, or where somebody has not confirmed in time."""
    now = timezone.now()
    unconfirmed = Registration.objects.filter(UNCONFIRMED, asked_at__lt=now - VALID)
    for region in regions_with(unconfirmed, meetings_to_forget(now), *may_have_to_go(now)):
        with stepping_into(region.card()):
            forget_here.apply_async(expires=FORGET_SECONDS)
