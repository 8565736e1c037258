"""Seller and buyer as a document keeps them."""

from __future__ import annotations

from billing.subscriptions.document import BuyerParty, SellerParty
from billing.subscriptions.models import Buyer, Seller


def seller_party(seller: Seller) -> SellerParty:
    names = ("name", "street", "postcode", "city", "vat_id", "tax_number", "iban", "bic")
    contact = ("contact_name", "contact_phone", "contact_email")
    return SellerParty(**{name: getattr(seller, name).strip() for name in (*names, *contact)})


def buyer_party(buyer: Buyer) -> BuyerParty:
    names = ("name", "department", "street", "postcode", "city", "email", "leitweg_id", "reference", "order_number")
    return BuyerParty(**{name: getattr(buyer, name).strip() for name in names})


def rate_of(seller: Seller) -> int:
    """In hundredths of a percent; a small business shows none (§ 19 UStG)."""
    return 0 if seller.small_business else seller.vat_basis_points
