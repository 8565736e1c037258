"""A campaign runs longer, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.german import midnight
from marketplace.campaigns.ending.batch import begin
from marketplace.campaigns.models import Campaign, Occasion
from marketplace.campaigns.models.campaign import EXTENSION_DAYS
from marketplace.campaigns.sharing.card import share


class NotRunning(Exception):
    """It has not begun, or it has ended: there is nothing to extend."""


class ExtendedBefore(Exception):
    """It was extended before."""


class WrongDay(Exception):
    """The day is not after the present end, or more than 30 days after it."""


@transaction.atomic
def extend(campaign: Campaign, *, until: date, by: Actor, at: datetime) -> Campaign:
    """``until`` is the new last day. Everybody who has backed it hears. Refuses with the three above."""
    current = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if not current.takes_pledges(at):
        raise NotRunning
    if current.extended_at is not None:
        raise ExtendedBefore
    if not current.ends_on < until <= current.ends_on + timedelta(days=EXTENSION_DAYS):
        raise WrongDay
    current.ends_on, current.ends_at, current.extended_at = until, midnight(until + timedelta(days=1)), at
    current.save(update_fields=["ends_on", "ends_at", "extended_at"])
    record("campaign.extended", current, by=by, at=at, until=until.isoformat())
    share(current)
    begin(current, Occasion.EXTENDED, at=at)
    return current
