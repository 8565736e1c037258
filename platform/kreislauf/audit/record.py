"""Write down a change of state, in the same transaction as the change."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from kreislauf.audit.models import Entry

SYSTEM = "system"


def record(action: str, subject: Model, *, by: Any, at: datetime, **detail: Any) -> None:
    """``record("offer.approved", offer, by=user, at=now)``. ``by`` is a person or a name such as ``SYSTEM``."""
    detail_json = json.dumps(detail)
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD, [at, str(by)[:254], action, subject._meta.label, subject.pk, str(subject)[:200], detail_json]
        )


# Written out, because every act of a till comes through here and the ORM takes longer over it than the database.
_ADD = f"""
INSERT INTO {Entry._meta.db_table} (at, actor, action, subject, subject_id, title, detail)
VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb)
"""  # noqa: S608 - the model's own table
