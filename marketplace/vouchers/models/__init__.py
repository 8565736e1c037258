"""Offers, orders, and the vouchers that come of them."""

from marketplace.vouchers.models.datev import DatevSettings, TaxedAt
from marketplace.vouchers.models.declaration import Declaration
from marketplace.vouchers.models.issuer import Issuer
from marketplace.vouchers.models.offer import STAFF, Offer, OfferKind, Offers, VatKind, end_of_validity
from marketplace.vouchers.models.order import Order
from marketplace.vouchers.models.receipt import TaxSplit
from marketplace.vouchers.models.sales_mail import SalesMail
from marketplace.vouchers.models.seller import SellerFacts, SellerKind, SellerWarning
from marketplace.vouchers.models.voucher import Redemption, Reversal, Voucher, Withdrawal

__all__ = [
    "STAFF",
    "DatevSettings",
    "Declaration",
    "Issuer",
    "Offer",
    "OfferKind",
    "Offers",
    "Order",
    "Redemption",
    "Reversal",
    "SalesMail",
    "SellerFacts",
    "SellerKind",
    "SellerWarning",
    "TaxSplit",
    "TaxedAt",
    "VatKind",
    "Voucher",
    "Withdrawal",
    "end_of_validity",
]
