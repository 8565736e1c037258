"""Hang a notice up."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from tests.notices.models import Notice


@transaction.atomic
def post(title: str, *, text: str, until: date, key: str, by: Actor, at: datetime) -> Notice:
    """``key`` names the form that was sent: sent twice, it hangs once."""
    notice, is_new = Notice.objects.get_or_create(
        key=key, defaults={"title": title, "text": text, "until": until, "posted_at": at}
    )
    if is_new:
        record("pinboard.posted", notice, by=by, at=at)
    return notice
