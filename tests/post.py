"""The postman: what lies in the outbox of the region at work, or of the platform, goes out."""

from __future__ import annotations

from typing import Any

from django.core import mail
from django.utils import timezone

from kreislauf.mail.deliver import deliver
from kreislauf.mail.outbox import outbox


def deliver_all() -> list[Any]:
    """Every mail that is due, in the order in which they were written. What was sent now."""
    before = len(mail.outbox)
    for pk in outbox().due(timezone.now()).order_by("pk").values_list("pk", flat=True):
        deliver(pk, at=timezone.now())
    return mail.outbox[before:]
