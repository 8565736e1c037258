"""Take a notice down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from tests.notices.models import Notice


@transaction.atomic
def take_down(notice: Notice, *, by: Actor, at: datetime) -> None:
    if Notice.objects.filter(pk=notice.pk, taken_down_at=None).update(taken_down_at=at):
        record("pinboard.taken_down", notice, by=by, at=at)
