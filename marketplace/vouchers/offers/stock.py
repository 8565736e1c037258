"""Take pieces off an offer's shelf and put them back. Visitors see how many are left."""

from __future__ import annotations

from django.db.models import F

from kreislauf.web.page_cache import void_pages
from marketplace.vouchers.models import Offer


def take_stock(offer_id: int, *, quantity: int) -> bool:
    """Whether ``quantity`` pieces were there and are now taken. An offer without a limit always has enough."""
    offer = Offer.objects.filter(pk=offer_id)
    # One statement, so that twenty neighbours who want the last five get five.
    if offer.filter(stock_left__gte=quantity).update(stock_left=F("stock_left") - quantity):
        void_pages()
        return True
    return offer.filter(stock_left__isnull=True).exists()


def return_stock(offer_id: int, *, quantity: int) -> None:
    limited = Offer.objects.filter(pk=offer_id, stock_left__isnull=False)
    if limited.update(stock_left=F("stock_left") + quantity):
        void_pages()
