"""Which vouchers somebody means who names a code or an order."""

from __future__ import annotations

from marketplace.vouchers.codes import looks_valid, normalise, order_number_in
from marketplace.vouchers.models import Voucher


def find_purchases(reference: str, *, email: str) -> list[Voucher]:
    """The vouchers behind a code or an order number, if they were bought with this address; else none."""
    theirs = Voucher.objects.filter(order__email__iexact=email).select_related("order", "business").order_by("position")
    if looks_valid(reference):
        return list(theirs.filter(code=normalise(reference)))
    number = order_number_in(reference)
    return list(theirs.filter(order__number=number)) if number else []
