"""Offers, orders, and the vouchers that come of them."""

from marketplace.vouchers.models.declaration import Declaration
from marketplace.vouchers.models.issuer import Issuer
from marketplace.vouchers.models.offer import STAFF, Offer, OfferKind, Offers, VatKind, end_of_validity
from marketplace.vouchers.models.order import Order
from marketplace.vouchers.models.sales_mail import SalesMail
from marketplace.vouchers.models.voucher import Redemption, Reversal, Voucher, Withdrawal

__all__ = [
    "STAFF",
    "Declaration",
    "Issuer",
    "Offer",
    "OfferKind",
    "Offers",
    "Order",
    "Redemption",
    "Reversal",
    "SalesMail",
    "VatKind",
    "Voucher",
    "Withdrawal",
    "end_of_validity",
]
