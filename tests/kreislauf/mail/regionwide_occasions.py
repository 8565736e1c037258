"""What makes each kind of mail about what the region pays businesses be written."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from marketplace.regionwide import emails
from marketplace.regionwide.models import Participation
from marketplace.subsidies import emails as subsidies
from tests.billing.bank.payouts import KINDS, make_settlement
from tests.make import make_business


def about_taking_part() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    now = timezone.now()
    iban = {"name": "Jansen", "iban": "DE89370400440532013000", "asked_at": now, "approved_at": now}
    one = Participation.objects.create(business=make_business(), **iban)
    over = Participation.objects.create(business=make_business(), ended_at=now, end_reason="Zieht weg", **iban)
    settled, subsidy = (make_settlement(payouts) for payouts in KINDS)
    return {
        "regionwide.approved": lambda to: emails.approved.queue(one, to=to),
        "regionwide.ended": lambda to: emails.ended.queue(over, to=to),
        "regionwide.settlement_payee_changed": lambda to: emails.settlement_payee_changed.queue(
            settled, to=to, before=one.iban
        ),
        "subsidies.payee_changed": lambda to: subsidies.payee_changed.queue(subsidy, to=to, before=""),
        "regionwide.payee_changed": lambda to: emails.payee_changed.queue(one, to=to),
    }
