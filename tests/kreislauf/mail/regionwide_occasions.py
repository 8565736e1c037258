"""What makes each kind of mail about vouchers of the region be written."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from marketplace.regionwide import emails
from marketplace.regionwide.models import Participation
from tests.make import make_business


def about_taking_part() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    now = timezone.now()
    iban = {"name": "Jansen", "iban": "DE89370400440532013000", "asked_at": now, "approved_at": now}
    one = Participation.objects.create(business=make_business(), **iban)
    over = Participation.objects.create(business=make_business(), ended_at=now, end_reason="Zieht weg", **iban)
    return {
        "regionwide.approved": lambda to: emails.approved.queue(one, to=to),
        "regionwide.ended": lambda to: emails.ended.queue(over, to=to),
        "regionwide.payee_changed": lambda to: emails.payee_changed.queue(one, to=to),
    }
