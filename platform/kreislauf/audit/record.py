"""Write down a change of state, in the same transaction as the change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model

from kreislauf.audit.models import Entry

SYSTEM = "system"


def record(action: str, subject: Model, *, by: Any, at: datetime, **detail: Any) -> None:
    """``record("offer.approved", offer, by=user, at=now)``. ``by`` is a person or a name such as ``SYSTEM``."""
    Entry.objects.create(
        at=at,
        actor=str(by)[:254],
        action=action,
        subject=subject._meta.label,
        subject_id=subject.pk,
        title=str(subject)[:200],
        detail=detail,
    )
