"""Write down what was done to a region or an application, in the same transaction as the deed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kreislauf.audit.actor import Actor
from tenants.operators.models import Deed

SYSTEM = "system"


def record_deed(
    action: str, title: str, *, by: Actor, at: datetime, region_id: int | None = None, **detail: Any
) -> None:
    Deed.objects.create(
        at=at, actor=str(by)[:254], action=action, region_id=region_id, title=title[:200], detail=detail
    )
