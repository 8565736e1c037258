"""Offers among the results of the search over all slices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Hit, Search
from marketplace.vouchers.models import Offer, Offers
from marketplace.vouchers.templatetags.vouchers import price_of


def _newest() -> Offers:
    return Offer.objects.on_sale().select_related("business").order_by("-published_at", "-pk")


def _hit(offer: Offer) -> Hit:
    return Hit(offer.title, offer.description, f"{price_of(offer)} · {offer.business.name}, {offer.business.place}")


SEARCH = Search(
    *("gutscheine", _("Gutscheine"), "vouchers:offers", _("Gutscheine ansehen"), 10),
    rows=_newest,
    hit=_hit,
    place="in_place",
    texts=("title", "description", "business__name", "business__place", "business__town", "business__category__name"),
)
