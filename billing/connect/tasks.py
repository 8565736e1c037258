from __future__ import annotations

from django.utils import timezone

from billing.connect.inbox import handle
from billing.connect.inbox.purge import AT_ONCE as MOST_REMOVED
from billing.connect.inbox.purge import remove_old_events
from billing.connect.models import InboxEvent
from kreislauf.celery import app

AT_ONCE = 500  # events that one sweep queues; the rest waits for the next


@app.task(platform=True, found_by="billing.connect.tasks.sweep_events")
def handle_event(*, event_id: int) -> None:
    handle.handle_event(event_id, at=timezone.now())


@app.task(platform=True)
def sweep_events() -> None:
    """What the queue has lost, and what is to be tried again."""
    for pk in InboxEvent.objects.due(timezone.now()).values_list("pk", flat=True)[:AT_ONCE]:
        # The next round comes in a minute: rounds nobody got to do not pile up.
        handle_event.apply_async(kwargs={"event_id": pk}, expires=60)


@app.task(platform=True)
def remove_events() -> None:
    """Once a night, batch after batch."""
    while remove_old_events(at=timezone.now()) == MOST_REMOVED:
        pass
