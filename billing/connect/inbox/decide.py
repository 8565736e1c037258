"""What an operator does with an event that no region takes: try it once more, or put it aside with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.connect.models import InboxEvent
from kreislauf.audit.actor import Actor
from kreislauf.soon import soon
from tenants.logbook.record import log_operation


class NotStuck(Exception):
    """It was handled meanwhile, or is being tried."""


@transaction.atomic
def retry_event(event: InboxEvent, *, by: Actor, at: datetime) -> None:
    """Try it again from the first try on. Refuses with NotStuck."""
    if not InboxEvent.objects.stuck().filter(pk=event.pk).update(next_try_at=at, tries=0, problem=""):
        raise NotStuck
    log_operation("event.retried", str(event), by=by, at=at, provider=event.provider)
    soon("billing.connect.tasks.handle_event", event_id=event.pk)


@transaction.atomic
def put_aside(event: InboxEvent, *, reason: str, by: Actor, at: datetime) -> None:
    """Nothing is done about it, and the reason says why. Refuses with NotStuck."""
    if not InboxEvent.objects.stuck().filter(pk=event.pk).update(handled_at=at, note=reason[:1000]):
        raise NotStuck
    log_operation("event.put_aside", str(event), by=by, at=at, provider=event.provider, reason=reason)
