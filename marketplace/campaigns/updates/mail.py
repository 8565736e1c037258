"""Released news go to those who back the campaign, some at a time; a worker that dies leaves the rest to the sweep."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from kreislauf.each import each
from marketplace.campaigns.models import Update, Updates
from marketplace.campaigns.updates import emails
from marketplace.campaigns.updates.backers import backers_of, wants_news

AT_ONCE = 100  # letters in one transaction


def to_mail() -> Updates:
    """Released and not in every mailbox yet."""
    return Update.objects.public().filter(released_at__isnull=False, mailed_at__isnull=True)


def mail_updates(*, at: datetime) -> None:
    """Repeatable."""
    each(list(to_mail().order_by("pk").values_list("pk", flat=True)), partial(mail_update, at=at))


def mail_update(pk: int, *, at: datetime) -> int:
    """How many letters were queued. Each once: how far it has come is noted in the transaction that queues them."""
    queued = 0
    while (some := _mail_some(pk, at=at)) is not None:
        queued += some
    return queued


@transaction.atomic
def _mail_some(pk: int, *, at: datetime) -> int | None:
    """None once nobody is left."""
    update = to_mail().select_for_update(of=("self",)).select_related("campaign").filter(pk=pk).first()
    if update is None:
        return None
    pledges = list(backers_of(update.campaign).filter(pk__gt=update.mailed_to)[:AT_ONCE])
    wanting = [pledge for pledge in pledges if wants_news(pledge)]
    for pledge in wanting:
        emails.news.queue(update, to=pledge.email, pledge=pledge.pk)
    if pledges:
        update.mailed_to = pledges[-1].pk
    else:
        update.mailed_at = at
    update.save(update_fields=["mailed_to", "mailed_at"])
    return len(wanting)
