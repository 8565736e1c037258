"""The offers to which an action adds something."""

from __future__ import annotations

from django.core.paginator import Page

from kreislauf.counted import counted
from kreislauf.web.pages import NumberedPages
from marketplace.subsidies.models import Action
from marketplace.vouchers.models import Offer, OfferKind
from marketplace.vouchers.offers.find import PER_PAGE, ROW, OfferRow


def offers_page(action: Action, number: str | None) -> Page[OfferRow]:
    """The newest first, as they stand in the list of all."""
    found = Offer.objects.on_sale().exclude(kind=OfferKind.SERVICE)
    if action.categories:
        found = found.filter(in_category__in=action.categories)
    pages = NumberedPages(found.order_by("-published_at", "-pk").values_list(*ROW), PER_PAGE)
    pages.counted = counted(found)
    page = pages.get_page(number)
    page.object_list = [OfferRow(*row) for row in page.object_list]
    return page
