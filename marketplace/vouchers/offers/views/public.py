"""What is on sale: the list, and the same on a map."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kreislauf.map_points import Box, Feature, geojson, map_points, point
from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.public_page import public_page
from marketplace.businesses.models import Business
from marketplace.search.help import search_help
from marketplace.vouchers.models import Offer
from marketplace.vouchers.models.offer import OFFER_PAGES
from marketplace.vouchers.offers.filter import PRICES_EURO, SORTS, OfferFilter, OfferFilterForm
from marketplace.vouchers.offers.find import OfferList, find_offers, matching, narrowed
from marketplace.watch.links import watch_address


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=[OFFER_PAGES])
def offers(request: HttpRequest) -> HttpResponse:
    filters = OfferFilterForm(request.GET).filters() if request.GET else OfferFilter()
    found = find_offers(filters, page=request.GET.get("seite"))
    part = wants_part(request)
    response = render(
        request,
        "vouchers/public/results.html" if part else "vouchers/public/offers.html",
        {
            "found": found,
            "filters": filters,
            "page": found.page,
            "sorts": SORTS.items(),
            "prices": PRICES_EURO,
            "points": f"{reverse('vouchers:points')}{filters.query()}",
            "drawn_from": _drawn_from(request, found),
            "watch": watch_address("gutscheine", request.GET),
            "swapped": part,
            **_help(filters, found),
        },
    )
    if part:  # without the filters that ask for nothing
        response["HX-Push-Url"] = f"{reverse('vouchers:offers')}{filters.query()}"
    return response


def _help(filters: OfferFilter, found: OfferList) -> dict[str, object]:
    if not filters.words:
        return {}
    among = matching(replace(filters, words=""))
    said = search_help(filters.words, among, hits=found.page.paginator.count)
    return {"help": said, "meant": replace(filters, words=said.suggestion).query().removeprefix("?")}


def _drawn_from(request: HttpRequest, found: OfferList) -> tuple[object, ...]:
    """All that the list shows, apart from the region's look and the language; empty if it depends on the visitor."""
    if not request.session.is_empty():
        return ()
    return request.get_full_path(), found.filters, found.page.object_list, found.categories, found.places


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=60, shows=[OFFER_PAGES])
def points(request: HttpRequest) -> HttpResponse:
    """GeoJSON: businesses that have something on sale; longitude comes first there."""
    box = Box.of(request.GET)
    found = narrowed(Offer.objects.on_map(), OfferFilterForm(request.GET).filters())

    def draw(businesses: Collection[int] | None) -> Iterator[Feature]:
        shown = found.filter(business__in=businesses) if businesses is not None else found
        yield from _features(shown.filter(box.inside) if box else shown)

    remember = "" if request.GET else "offers"
    return geojson(map_points(found, box, of="business", among=Offer.objects.on_map(), remember=remember, draw=draw))


def _features(offers: QuerySet[Offer]) -> Iterator[Feature]:
    """A point for each business, with how many offers it has."""
    columns = ("business__name", "business__slug", "business__longitude", "business__latitude")
    rows = offers.order_by("business").values_list("business", *columns).annotate(number=Count("pk"))
    for _pk, name, slug, longitude, latitude, number in rows:
        text = ngettext("%(n)s Gutschein", "%(n)s Gutscheine", number) % {"n": number}
        url = Business(slug=slug).get_absolute_url()
        yield point(longitude, latitude, {"n": name, "d": text, "u": url})
