"""One demo region adds to its vouchers: what was sold meanwhile is worth more than it cost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.demo.clock import days_ago
from kreislauf.german import midnight
from marketplace.subsidies.actions.edit import draft, publish
from marketplace.subsidies.models import Action

if TYPE_CHECKING:
    from marketplace.demo.shape import DemoRegion

GIVERS = {"schleswig-flensburg": "Kreis Schleswig-Flensburg"}
SINCE_DAYS, FOR_DAYS = 40, 30


def demo(data: DemoRegion, by: Actor) -> None:
    """Once, before the demo sells its vouchers."""
    giver = GIVERS.get(data.label)
    if giver is None or Action.objects.exists():
        return
    since, today = days_ago(SINCE_DAYS, hour=9), timezone.localdate()
    facts = {
        "name": "Heimat schenken",
        "giver": giver,
        "decision_number": "KT 2026/117",
        "rate_percent": 25,
        "budget_cents": 10_000_00,
        "cap_per_order_cents": 50_00,
        "cap_per_person_cents": 100_00,
        "starts_at": midnight(today - timedelta(days=SINCE_DAYS)),
        "ends_at": midnight(today + timedelta(days=FOR_DAYS)),
        "categories": [],
    }
    publish(draft(facts, by=by, at=since), by=by, at=since)
