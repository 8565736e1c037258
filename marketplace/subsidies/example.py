"""An action with the secret word in its texts, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.subsidies.models import Action, Line, Run, Settlement, Subsidy

SETTLEMENT = ("settlement", "settlement_paper", "settlement_payee", "payment", "payment_withdrawal")


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``business``, which owes something back; makes ``action``."""
    now = timezone.now()
    announced: dict[str, Any] = {
        "giver": f"Kreis {secret}",
        "decision_number": secret,
        "rate_percent": 25,
        "budget_cents": 5_000_00,
        "left_cents": 4_990_00,
        "created_at": now,
        "published_at": now,
    }
    action = Action.objects.create(
        name=f"Weihnachten {secret}", starts_at=now, ends_at=now + timedelta(days=30), **announced
    )
    # Nothing is owed back of this one, so that a settlement of it goes into a file.
    earlier = Action.objects.create(
        name=f"Ostern {secret}", starts_at=now - timedelta(days=60), ends_at=now - timedelta(days=30), **announced
    )
    subsidy = Subsidy.objects.create(
        action=action,
        business=made["business"],
        order_id=2**40,
        order_number=secret[:9],
        pieces=2,
        unit_cents=5_00,
        paid_cents=40_00,
        reserved_at=now,
        promised_at=now,
    )
    run = Run.objects.create(
        message_id=f"KZ {secret}"[:35],
        payer_name=f"Kreiskasse {secret}",
        payer_iban="DE89370400440532013000",
        version="pain.001.001.09",
        file=f"<Document>{secret}</Document>",
        settlements_count=1,
        amount_cents=10_00,
        made_at=now,
        made_by="Ute Brandt",
    )
    month = timezone.localdate().replace(day=1)
    payee: dict[str, Any] = {"business": made["business"], "name": f"Konto {secret}", "iban": "DE89370400440532013000"}
    sums: dict[str, Any] = {"cents": 10_00, "made_at": now}
    filed = Settlement.objects.create(action=action, **sums, **payee, month=month - timedelta(days=1), run=run)
    settlement = Settlement.objects.create(action=earlier, **sums, **payee, month=month)
    Line.objects.create(subsidy=subsidy, key=f"issue:{subsidy.order_id}", cents=10_00, at=now, settlement=filed)
    Line.objects.create(subsidy=subsidy, key=f"return:{subsidy.order_id}", cents=-2_00, at=now)
    made.update(action=action)
    return {
        **{f"subsidies:office:{name}": Example(action) for name in ("action", "edit", "start", "stop", "file")},
        "subsidies:office:repayment": Example(action, {"business_id": made["business"].pk}),
        **{f"subsidies:office:{name}": Example(settlement) for name in SETTLEMENT},
        "subsidies:business:settlement_paper": Example(settlement),
        **{f"subsidies:office:{name}": Example(run) for name in ("run_file", "run_payment", "run_withdrawal")},
    }
