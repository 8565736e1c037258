"""Take pieces off an offer's shelf and put them back."""

from __future__ import annotations

from django.db.models import F, Q

from marketplace.vouchers.models import Offer


def take_stock(offer_id: int, *, quantity: int) -> bool:
    """Whether ``quantity`` pieces were there and are now taken. An offer without a limit always has enough."""
    enough = Q(stock_left__gte=quantity) | Q(stock_left__isnull=True)
    # One statement, so that twenty neighbours who want the last five get five.
    return Offer.objects.filter(enough, pk=offer_id).update(stock_left=F("stock_left") - quantity) == 1


def return_stock(offer_id: int, *, quantity: int) -> None:
    Offer.objects.filter(pk=offer_id).update(stock_left=F("stock_left") + quantity)
