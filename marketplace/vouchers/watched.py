"""Searches among the vouchers on sale that people may watch."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.regions import current_region
from marketplace.businesses.models import Category
from marketplace.vouchers.models import Offer
from marketplace.vouchers.offers.filter import OfferFilterForm
from marketplace.vouchers.offers.find import matching
from marketplace.watch.kinds import Item, Watchable


def _page(query: QueryDict) -> str:
    return reverse("vouchers:offers", urlconf="kreislauf.urls_region") + OfferFilterForm(query).filters().query()


def _words(query: QueryDict) -> str:
    """„Frühstück“, Essen und Trinken, Kiel, bis 50 Euro."""
    filters = OfferFilterForm(query).filters()
    names = Category.objects.filter(slug__in=filters.categories).values_list("name", flat=True)
    words = f"„{filters.words}“" if filters.words else ""
    price = _("bis %(euro)s Euro") % {"euro": filters.up_to_euro} if filters.up_to_euro else ""
    return ", ".join(filter(None, [words, *names, *filters.places, price])) or _("alle Gutscheine")


def _new(query: QueryDict, *, since: datetime, until: datetime) -> QuerySet[Any]:
    rows = matching(OfferFilterForm(query).filters()).filter(published_at__gt=since, published_at__lte=until)
    return rows.select_related("business__category").order_by("in_place", "-published_at", "-pk")


def _item(offer: Offer) -> Item:
    """Those of a place stand together: an offer has no postcode of its own to be near to."""
    address = current_region().url + offer.get_absolute_url()
    return Item(group=offer.business.place, title=offer.title, line=offer.business.name, url=address)


WATCHED = Watchable(
    kind="gutscheine",
    app="marketplace.vouchers",
    title=gettext_lazy("Gutscheine"),
    fields=("q", "bereich", "ort", "max"),
    page=_page,
    words=_words,
    new=_new,
    item=_item,
)
