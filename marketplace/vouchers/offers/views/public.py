"""What is on sale: the list, and the same on a map."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.public_page import public_page
from marketplace.vouchers.offers.filter import PRICES_EURO, SORTS, OfferFilter, OfferFilterForm
from marketplace.vouchers.offers.find import OfferList, businesses_on_map, find_offers


@allow(Audience.ANYONE)
@require_safe
@public_page()
def offers(request: HttpRequest) -> HttpResponse:
    filters = OfferFilterForm(request.GET).filters() if request.GET else OfferFilter()
    found = find_offers(filters, page=request.GET.get("seite", 1))
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
            "swapped": part,
        },
    )
    if part:  # without the filters that ask for nothing
        response["HX-Push-Url"] = f"{reverse('vouchers:offers')}{filters.query()}"
    return response


def _drawn_from(request: HttpRequest, found: OfferList) -> tuple[object, ...]:
    """All that the list shows, apart from the region's look and the language; empty if it depends on the visitor."""
    if not request.session.is_empty():
        return ()
    return request.get_full_path(), found.filters, found.page.object_list, found.categories, found.places


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=60)
def points(request: HttpRequest) -> HttpResponse:
    """GeoJSON: businesses that have something on sale; longitude comes first there."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [business.longitude, business.latitude]},
            "properties": {
                "n": business.name,
                "d": ngettext("%(n)s Gutschein", "%(n)s Gutscheine", business.offers_found)  # type: ignore[attr-defined]
                % {"n": business.offers_found},  # type: ignore[attr-defined]
                "u": business.get_absolute_url(),
            },
        }
        for business in businesses_on_map(OfferFilterForm(request.GET).filters())
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")
