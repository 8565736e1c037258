"""What makes each kind of mail about promises and ends of campaigns be written."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from marketplace.campaigns.ending import letters as endings
from marketplace.campaigns.models import Campaign, Pledge, PledgeKind
from marketplace.campaigns.paper import letters as paper
from marketplace.campaigns.promises import letters as promises
from tests.make_campaign import make_campaign, make_pledge


def about_ends_of_campaigns() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    now = timezone.now()
    over = {"ended_at": now, "succeeded": True}
    running, ended = make_campaign(), make_campaign(**over, settled_at=now, called_at=now)
    withdrawn = make_campaign(ended_at=now, succeeded=False, withdrawn_at=now, withdraw_reason="Krank.")
    stopped = make_campaign(stopped_at=now, stop_reason="Geprüft.")
    on_paper = make_pledge(running, kind=PledgeKind.PAPER, paid_at=None, promised_at=now)
    return {
        "campaigns.ended": lambda to: endings.ended.queue(make_pledge(ended), to=to),
        "campaigns.extended": lambda to: endings.extended.queue(make_pledge(running), to=to),
        "campaigns.stopped": lambda to: endings.stopped.queue(make_pledge(stopped), to=to),
        "campaigns.resumed": lambda to: endings.resumed.queue(make_pledge(running), to=to),
        "campaigns.withdrawn": lambda to: endings.withdrawn.queue(make_pledge(withdrawn), to=to),
        "campaigns.business_called": lambda to: endings.business_called.queue(ended, to=to),
        "campaigns.business_ended": lambda to: endings.business_ended.queue(ended, to=to),
        "campaigns.business_settled": lambda to: endings.business_settled.queue(ended, to=to),
        "campaigns.paper": lambda to: paper.entered.queue(on_paper, to=to),
        **_about_promises(),
    }


def _about_promises() -> dict[str, Callable[[str], object]]:
    now = timezone.now()
    campaign = make_campaign(mode="promise")
    asked, promised = _promise(campaign, promised_at=None), _promise(campaign)
    called = _promise(campaign, called_at=now)
    lapsed = _promise(campaign, called_at=now, lapsed_at=now)
    over = _promise(campaign, cancelled_at=now)
    return {
        "campaigns.confirmation": lambda to: promises.confirmation.queue(asked, to=to),
        "campaigns.promised": lambda to: promises.promised.queue(promised, to=to),
        "campaigns.called": lambda to: promises.called.queue(called, to=to),
        "campaigns.reminder": lambda to: promises.reminder.queue(called, to=to),
        "campaigns.lapsed": lambda to: promises.lapsed.queue(lapsed, to=to),
        "campaigns.given_up": lambda to: promises.given_up.queue(over, to=to),
        "campaigns.called_off": lambda to: promises.called_off.queue(over, to=to),
    }


def _promise(campaign: Campaign, **fields: object) -> Pledge:
    dates = {"promised_at": timezone.now(), "paid_at": None}
    return make_pledge(campaign, kind=PledgeKind.PROMISE, **(dates | fields))
