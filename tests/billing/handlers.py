"""A slice that sells nothing but a name: it notes what it is told and keeps the ledger's side of the bargain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from billing.ledger.accounts import claim_of, open_of, through
from billing.ledger.post import post

PURPOSE = "probe"
BUSINESS = 17


@dataclass
class Shop:
    """``told``: every call in order. ``sells``: whether paid orders are taken."""

    told: list[tuple[object, ...]] = field(default_factory=list)
    sells: bool = True
    breaks: bool = False


shop = Shop()


def paid(order_id: int, *, amount_cents: int, at: datetime) -> bool:
    shop.told.append(("paid", order_id, amount_cents))
    if shop.breaks:
        raise RuntimeError("the shop is broken")
    if shop.sells:
        _post(f"issue:{order_id}", at, through(PURPOSE), open_of(BUSINESS), amount_cents)
    return shop.sells


def closed(order_id: int, *, at: datetime) -> None:
    shop.told.append(("closed", order_id))


def refunded(subject_id: int, *, amount_cents: int, succeeded: bool, at: datetime) -> None:
    shop.told.append(("refunded" if succeeded else "not refunded", subject_id, amount_cents))
    if succeeded:
        _post(f"return:{subject_id}", at, open_of(BUSINESS), through(PURPOSE), amount_cents)


def charged_back(order_id: int, *, amount_cents: int, at: datetime) -> None:
    shop.told.append(("taken back", order_id, amount_cents))
    _post(f"block:{order_id}:{len(shop.told)}", at, claim_of(BUSINESS), through(PURPOSE), amount_cents)


def recovered(order_id: int, *, amount_cents: int, at: datetime) -> None:
    shop.told.append(("recovered", order_id, amount_cents))
    _post(f"restore:{order_id}:{len(shop.told)}", at, through(PURPOSE), claim_of(BUSINESS), amount_cents)


def sellable(business_id: int | None, *, ready: bool, at: datetime) -> None:
    shop.told.append(("sellable" if ready else "not sellable", business_id))


def _post(key: str, at: datetime, debit: str, credit: str, cents: int) -> None:
    post(key, at=at, memo="Probe", lines=[(debit, cents), (credit, -cents)])
