"""Where a promise stands, in one word for its page."""

from __future__ import annotations

from marketplace.campaigns.models import Pledge


def stand_of(pledge: Pledge) -> str:
    """``paid``, ``lapsed``, ``given_up``, ``called_off``, ``stopped``, ``called`` or ``promised``."""
    campaign = pledge.campaign
    if pledge.paid_at is not None:
        return "paid"
    if pledge.lapsed_at is not None:
        return "lapsed"
    if pledge.cancelled_at is not None:
        return "called_off" if campaign.succeeded is False else "given_up"
    if campaign.stopped_at is not None or campaign.withdrawn_at is not None:
        return "stopped"
    return "called" if pledge.called_at is not None else "promised"
