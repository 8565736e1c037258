"""An action, and who buys by it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from marketplace.subsidies.models import Action, Subsidy
from marketplace.vouchers.models import Offer, Order
from marketplace.vouchers.orders.purchase import Buyer, place_order
from tests.make import make_offer

UTE = "ute@example.org"


def make_action(**fields: Any) -> Action:
    """25 % on everything, a hundred euros, for a month."""
    now = timezone.now()
    values: dict[str, Any] = {
        "name": "Weihnachten in Kiel",
        "giver": "Kreis Plön",
        "rate_percent": 25,
        "budget_cents": 100_00,
        "starts_at": now - timedelta(days=1),
        "ends_at": now + timedelta(days=30),
        "created_at": now,
        "published_at": now - timedelta(days=1),
    }
    values |= fields
    return Action.objects.create(**{"left_cents": values["budget_cents"], **values})


def order_of(offer: Offer | None = None, *, key: str = "formular", email: str = UTE, **fields: Any) -> Order:
    """One voucher for 20 €, unless something else is named."""
    offer = offer or make_offer(price_cents=20_00)
    wanted: dict[str, Any] = {"quantity": 1, "unit_cents": offer.price_cents or 20_00, "at": timezone.now()}
    network = fields.pop("network", "")
    return place_order(offer, buyer=Buyer(email=email, network=network), key=key, **(wanted | fields))


def left(action: Action) -> int:
    return Action.objects.values_list("left_cents", flat=True).get(pk=action.pk)


def subsidy_of(order: Order) -> Subsidy:
    return Subsidy.objects.get(order_id=order.pk)


def lines_of(order: Order) -> list[tuple[str, int]]:
    """Each movement: the journal's kind and the cents."""
    rows = subsidy_of(order).lines.order_by("pk").values_list("key", "cents")
    return [(key.partition(":")[0], cents) for key, cents in rows]
