"""A region changes its address: the new one takes the place of the one in use, and never before its DNS is right."""

from __future__ import annotations

from datetime import datetime

from kreislauf.audit.actor import Actor
from tenants.senders.close import close_locked
from tenants.senders.emails import notify
from tenants.senders.log_sender import log_sender
from tenants.senders.models import OwnSender

STATE = ("sends_since", "silent_since", "checked_at", "dkim", "spf", "dmarc", "seen")


def take_over(own: OwnSender, *, by: Actor, at: datetime) -> None:
    """Close the one that it replaces. The caller holds the locks of both and saves ``own``."""
    before = own.replaces
    if before is not None and before.closed_at is None:
        close_locked(before, because=f"Abgelöst durch {own}", by=by, at=at)
    own.replaces = None


def follow_in_domain(own: OwnSender, before: OwnSender, *, by: Actor, at: datetime) -> None:
    """In the same domain the keys go on, with what the DNS says about them: there is nothing new to enter.

    The caller holds the locks of both and saves ``own``.
    """
    before.keys.valid().update(sender=own)
    if before.sends_since is not None:
        for field in STATE:
            setattr(own, field, getattr(before, field))
        own.sends_since = own.live_at = at
    take_over(own, by=by, at=at)
    if own.live_at is not None:
        log_sender("sender.live", own, by=by, at=at)
        notify(own, "live")
