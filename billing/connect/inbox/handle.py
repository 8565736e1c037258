"""Do what an event hints at: find its region and ask the provider there."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.db.models import F

from billing.connect.inbox.account_event import act_on_account
from billing.connect.inbox.homeless import Homeless, NotYet, RegionWaits
from billing.connect.inbox.region import region_of
from billing.connect.inbox.schedule import MOST_TRIES, QUARANTINE_WAIT, next_try
from billing.connect.models import InboxEvent, Problem
from billing.payments.converge import converge_quietly
from billing.payments.models import Attempt
from billing.providers.base import ProviderDown, ProviderRefused
from kreislauf.regions import stepping_into

log = logging.getLogger(__name__)


def handle_event(event_id: int, *, at: datetime) -> None:
    """Repeatable. Of several callers at once one handles the event; when it fails, the sweep tries again later."""
    with stepping_into(None):
        event = _claim(event_id, at=at)
        if event is None:
            return
        mine = InboxEvent.objects.open().filter(pk=event.pk)
        try:
            _act_on(event, at=at)
        except Homeless as why:
            log.warning("event of %s kept: %s", event.provider, why, extra={"event": event.pk})
            mine.update(next_try_at=None, problem=why.problem)
        except RegionWaits:
            mine.update(next_try_at=at + QUARANTINE_WAIT, tries=F("tries") - 1)
        except (NotYet, ProviderDown, ProviderRefused) as why:
            log.warning("event of %s tried again later: %s", event.provider, type(why).__name__)
        else:
            mine.update(handled_at=at, next_try_at=None, problem="")


def _claim(event_id: int, *, at: datetime) -> InboxEvent | None:
    event = InboxEvent.objects.due(at).filter(pk=event_id).first()
    if event is None:
        return None
    mine = InboxEvent.objects.due(at).filter(pk=event_id)
    if event.tries >= MOST_TRIES:
        mine.update(next_try_at=None, problem=Problem.GAVE_UP)
        return None
    # One statement, so that the queue's task and the sweep's cannot both have it.
    return event if mine.update(tries=F("tries") + 1, next_try_at=next_try(event.tries, at=at)) else None


def _act_on(event: InboxEvent, *, at: datetime) -> None:
    if event.provider == "stripe" and event.livemode not in (None, settings.PAYMENTS_LIVE):
        raise Homeless(Problem.OTHER_MODE)
    if event.attempt_key is None:
        act_on_account(event, at=at)
        return
    with stepping_into(region_of(event.schema)):
        found = Attempt.objects.select_related("merchant").filter(key=event.attempt_key, provider=event.provider)
        attempt = found.first()
        if attempt is None:
            raise Homeless(Problem.NO_ATTEMPT)
        if attempt.merchant is not None and not attempt.merchant.is_of_this_mode:
            raise Homeless(Problem.OTHER_MODE)
        # While the provider is silent, the payments' own sweep goes on.
        Attempt.objects.filter(pk=attempt.pk).update(check_at=at)
        converge_quietly(attempt, at=at)
