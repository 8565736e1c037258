"""Which vouchers somebody means who names a code or an order."""

from __future__ import annotations

import re

from marketplace.vouchers.codes import looks_valid, normalise
from marketplace.vouchers.models import Voucher


def find_purchases(reference: str, *, email: str) -> list[Voucher]:
    """The vouchers behind a code or an order number, if they were bought with this address; else none."""
    theirs = Voucher.objects.filter(order__email__iexact=email).select_related("order", "business").order_by("position")
    if looks_valid(reference):
        return list(theirs.filter(code=normalise(reference)))
    number = re.sub(r"\D", "", reference)[:18]
    return list(theirs.filter(order_id=int(number))) if number else []
