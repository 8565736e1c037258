"""What the inbox of the providers' events declares. Its tables are the platform's."""

from __future__ import annotations

from celery.schedules import crontab

from billing.connect.models import InboxEvent
from kreislauf.slices import Room


def _stuck() -> int:
    return InboxEvent.objects.stuck().count()


ROOM = Room(
    app="billing.connect",
    operators_waiting={"connect:inbox": _stuck},
    sweeps={
        "billing.connect.tasks.sweep_events": 60,
        "billing.connect.tasks.sweep_accounts": 300,
        "billing.connect.tasks.remove_events": crontab(hour=3, minute=55),
    },
)
