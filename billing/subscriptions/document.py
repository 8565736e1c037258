"""What an invoice says, once: the page, the PDF and both XML files are made from it and agree to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class SellerParty:
    name: str
    street: str
    postcode: str
    city: str
    vat_id: str
    tax_number: str
    iban: str
    bic: str
    contact_name: str
    contact_phone: str
    contact_email: str
    country: str = "DE"


@dataclass(frozen=True, kw_only=True)
class BuyerParty:
    name: str
    department: str
    street: str
    postcode: str
    city: str
    email: str
    leitweg_id: str
    reference: str
    order_number: str
    country: str = "DE"


@dataclass(frozen=True, kw_only=True)
class Line:
    """``price_cents`` is the net price of one; ``net_cents`` is that of the line (BT-131)."""

    title: str
    description: str
    quantity: int
    price_cents: int
    net_cents: int


@dataclass(frozen=True, kw_only=True)
class InvoiceDocument:
    """All lines have the one rate ``vat_basis_points``; with 0 the seller is a small business (§ 19 UStG)."""

    number: str
    is_credit_note: bool
    issued_on: date
    seller: SellerParty
    buyer: BuyerParty
    lines: tuple[Line, ...]
    vat_basis_points: int
    net_cents: int
    vat_cents: int
    gross_cents: int
    begins_on: date
    ends_on: date
    due_on: date | None = None
    reference: str = ""
    corrects_number: str = ""
    corrects_on: date | None = None
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()}


_DAYS = ("issued_on", "begins_on", "ends_on", "due_on", "corrects_on")


def document_of(stored: Mapping[str, Any]) -> InvoiceDocument:
    """The same again from the row's JSON."""
    said = dict(stored)
    for name in _DAYS:
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    return InvoiceDocument(
        **said
        | {
            "seller": SellerParty(**said["seller"]),
            "buyer": BuyerParty(**said["buyer"]),
            "lines": tuple(Line(**line) for line in said["lines"]),
        }
    )
