"""Settlements of every slice that has the region pay businesses."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from billing.bank.payer import Payer
from billing.bank.payouts.kind import AnyPayouts
from marketplace.regionwide.payouts.kind import PAYOUTS as REGIONWIDE
from marketplace.subsidies.payouts.kind import PAYOUTS as SUBSIDIES
from tests.billing.bank.make import IBAN
from tests.make import make_business
from tests.marketplace.subsidies.steps import make_action

KINDS: tuple[AnyPayouts, ...] = (REGIONWIDE, SUBSIDIES)
PAYER = Payer("Stadtkasse", IBAN)


def make_settlement(payouts: AnyPayouts, *, cents: int = 10_00, **fields: Any) -> Any:
    """With an account, and in no file."""
    now = timezone.now()
    own: dict[str, Any] = {"until": now, "made_by": "Ute"}
    if payouts is SUBSIDIES:
        own = {"action": make_action(), "month": timezone.localdate().replace(day=1)}
    business = make_business(name=f"Laden {payouts.rows.count()}")
    values = {"business": business, "cents": cents, "name": business.name, "iban": IBAN, "made_at": now}
    return payouts.rows.create(**values | own | fields)


def paid(payouts: AnyPayouts) -> list[bool]:
    return [one.paid_at is not None for one in payouts.rows.order_by("pk")]
