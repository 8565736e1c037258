"""Keep an event of a provider: one INSERT, and no region is entered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from billing.providers.base import AttemptEvent, Event
from kreislauf.regions import stepping_into
from kreislauf.soon import soon

_INSERT = """
INSERT INTO connect_inboxevent
    (provider, event_ref, kind, livemode, account_ref, about, schema, attempt_key, received_at, tries, next_try_at,
     problem, note)
VALUES (%(provider)s, %(event_ref)s, %(kind)s, %(livemode)s, %(account_ref)s, %(about)s, %(schema)s, %(attempt_key)s,
        %(at)s, 0, %(at)s, '', '')
ON CONFLICT DO NOTHING
RETURNING id
"""


def receive(provider: str, event: Event, *, at: datetime) -> None:
    """Write the event down and queue the work. One that is there already, whoever sends it, changes nothing."""
    with stepping_into(None):
        # By hand: in one round trip, and the answer says whether the row is new.
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, {"provider": provider, "at": at, **_columns(event)})
            new = cursor.fetchone()
        if new is not None:
            soon("billing.connect.tasks.handle_event", event_id=new[0])


def _columns(event: Event) -> dict[str, Any]:
    if isinstance(event, AttemptEvent):
        place = {
            "kind": "attempt",
            "livemode": event.livemode,
            "account_ref": "",
            "about": "",
            "schema": event.schema[:63],
        }
        return {"event_ref": event.ref[:255], "attempt_key": event.attempt_key, **place}
    return {
        "event_ref": event.ref[:255],
        "kind": event.kind[:80],
        "livemode": event.livemode,
        "account_ref": event.account_ref[:120],
        "about": event.about[:120],
        "schema": "",
        "attempt_key": None,
    }
