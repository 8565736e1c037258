"""Write down a change of state, in the same transaction as the change; the pages that show it are made anew."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from kreislauf.audit.actor import Actor
from kreislauf.audit.models import Entry
from kreislauf.page_cache import void_pages

SYSTEM = "system"


def record(action: str, subject: Model, *, by: Actor, at: datetime, **detail: Any) -> None:
    """``record("offer.approved", offer, by=user, at=now)``. ``by`` is a person or a name such as ``SYSTEM``.

    A subject that visitors see says so by ``shown_to_visitors``: the region's cached pages are void with the commit.
    """
    detail_json = json.dumps(detail)
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD_ONE, [at, str(by)[:254], action, subject._meta.label, subject.pk, str(subject)[:200], detail_json]
        )
    if getattr(subject, "shown_to_visitors", False):
        void_pages()


# Written out, because the ORM takes longer over an entry than the database. Whoever changes a state by a statement of
# its own writes the entry down in the same one.
ADD = f"INSERT INTO {Entry._meta.db_table} (at, actor, action, subject, subject_id, title, detail)"
_ADD_ONE = f"{ADD} VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb)"
