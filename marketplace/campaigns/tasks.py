"""Work on campaigns and pledges that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.campaigns.ending import work
from marketplace.campaigns.ending.end import end_due, to_end
from marketplace.campaigns.ending.settle import settle_due, to_settle
from marketplace.campaigns.forget import forget, to_forget
from marketplace.campaigns.funds.forget import forget_people, funds_to_forget
from marketplace.campaigns.models import Batch, Campaign, Pledge
from marketplace.campaigns.pledges.hold import release_holds
from marketplace.campaigns.promises.remind import lapse, remind, to_lapse, to_remind
from marketplace.campaigns.sharing.card import share_progress
from marketplace.campaigns.sharing.visits import write_down
from marketplace.campaigns.updates import mail
from marketplace.campaigns.updates.afterwards import ask_what_became, to_ask
from marketplace.campaigns.updates.moved import moved_rewards, notify_of_moves
from tenants.regions.regions_with import regions_with

VISITS_SECONDS, NEWS_SECONDS, AFTERWARDS_SECONDS = 3600, 60, 3600
FORGET_SECONDS, PROGRESS_SECONDS = 3600, 300
ENDINGS_SECONDS, SETTLING_SECONDS = 60, 3600


@app.task
def release_pledges() -> None:
    release_holds(at=timezone.now())


@app.task(platform=True)
def release_pledges_in_regions() -> None:
    """A task for each region in which an unpaid pledge has held a piece long enough."""
    for region in regions_with(Pledge.objects.holding_too_long(timezone.now())):
        with stepping_into(region.card()):
            release_pledges.apply_async(expires=60)


@app.task
def write_visits() -> None:
    write_down(at=timezone.now())


@app.task(platform=True)
def write_visits_in_regions() -> None:
    """A task for each region whose campaigns somebody may have looked at."""
    for region in regions_with(Campaign.objects.public()):
        with stepping_into(region.card()):
            write_visits.apply_async(expires=VISITS_SECONDS)


@app.task
def share_progress_here() -> None:
    share_progress()


@app.task(platform=True)
def share_progress_in_regions() -> None:
    """A task for each region whose running campaigns others may show."""
    for region in regions_with(Campaign.objects.running()):
        with stepping_into(region.card()):
            share_progress_here.apply_async(expires=PROGRESS_SECONDS)


@app.task(found_by="marketplace.campaigns.tasks.mail_news_in_regions")
def mail_update(*, pk: int) -> None:
    mail.mail_update(pk, at=timezone.now())


@app.task
def mail_news() -> None:
    """Each step is repeatable, so a worker that dies in between leaves the rest to the next minute."""
    now = timezone.now()
    mail.mail_updates(at=now)
    notify_of_moves()


@app.task(platform=True)
def mail_news_in_regions() -> None:
    """A task for each region in which letters are to be queued."""
    for region in regions_with(mail.to_mail(), moved_rewards()):
        with stepping_into(region.card()):
            mail_news.apply_async(expires=NEWS_SECONDS)


@app.task
def ask_afterwards() -> None:
    ask_what_became(at=timezone.now())


@app.task(platform=True)
def ask_afterwards_in_regions() -> None:
    """A task for each region with a campaign that ended long ago."""
    for region in regions_with(to_ask(timezone.now())):
        with stepping_into(region.card()):
            ask_afterwards.apply_async(expires=AFTERWARDS_SECONDS)


@app.task
def forget_matched() -> None:
    forget_people(at=timezone.now())


@app.task(platform=True)
def forget_matched_in_regions() -> None:
    """A task for each region with a pot that was over long ago and still knows somebody."""
    for region in regions_with(funds_to_forget(timezone.now())):
        with stepping_into(region.card()):
            forget_matched.apply_async(expires=FORGET_SECONDS)


@app.task(found_by="marketplace.campaigns.tasks.sweep_endings")
def do_batch(*, pk: int) -> None:
    work.do_batch(pk, at=timezone.now())


@app.task
def sweep_endings_here() -> None:
    """Each step is repeatable, so a worker that dies in between leaves the rest to the next minute."""
    now = timezone.now()
    end_due(at=now)
    lapse(at=now)
    remind(at=now)
    work.do_batches(at=now)


@app.task(platform=True)
def sweep_endings() -> None:
    """A task for each region in which something of a campaign's end is due."""
    now = timezone.now()
    unfinished = Batch.objects.filter(done_at__isnull=True)
    for region in regions_with(to_end(now), to_lapse(now), to_remind(now), unfinished):
        with stepping_into(region.card()):
            sweep_endings_here.apply_async(expires=ENDINGS_SECONDS)


@app.task
def settle_here() -> None:
    now = timezone.now()
    settle_due(at=now)
    forget(at=now)


@app.task(platform=True)
def settle_in_regions() -> None:
    """A task for each region with a campaign that has ended, or with names that are to be forgotten."""
    for region in regions_with(to_settle(), *to_forget(timezone.now())):
        with stepping_into(region.card()):
            settle_here.apply_async(expires=SETTLING_SECONDS)
