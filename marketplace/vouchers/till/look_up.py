"""What is left on a voucher, asked at the counter before anything is taken."""

from __future__ import annotations

from datetime import datetime

from marketplace.businesses.models import Business
from marketplace.vouchers.codes import normalise
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.till.redeem import UnknownCode, why_not


def look_up(code: str, *, by: Business, at: datetime) -> Voucher:
    """The redeemable voucher behind what was typed or scanned, with its offer.

    Refuses like ``redeem``, with the classes of NotRedeemed, and says nothing about another business's voucher.
    """
    voucher = Voucher.objects.select_related("order__offer", "business").filter(code=normalise(code)).first()
    if voucher is None:
        raise UnknownCode
    reason = why_not(voucher, by=by, amount_cents=1, at=at)
    if reason is not None:
        raise reason
    return voucher
