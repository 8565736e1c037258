"""Which vouchers somebody means who holds a secret of theirs: the code, or the address of the order's page."""

from __future__ import annotations

from marketplace.vouchers.codes import looks_valid, normalise
from marketplace.vouchers.models import Order, Voucher


def find_purchases(reference: str, *, email: str, token: str = "") -> list[Voucher]:
    """Those with this code, or of the order whose page they came from; bought with this address. Else none."""
    theirs = Voucher.objects.filter(order__email__iexact=email).select_related("order", "business").order_by("position")
    if looks_valid(reference):
        return list(theirs.filter(code=normalise(reference)))
    order = order_of_page(token)
    return list(theirs.filter(order=order)) if order is not None and order.number == reference else []


def order_of_page(token: str) -> Order | None:
    return Order.objects.filter(token=token).first() if token and token.isprintable() else None
