"""The board on a map. People have one marker for each postcode, so that nobody finds out where they live."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kreislauf.map_points import Feature, point, postcode_points
from kreislauf.permissions import Audience, allow
from kreislauf.places.postcodes import Postcode
from kreislauf.web.public_page import public_page
from marketplace.listings.models import Kind, Listings
from marketplace.listings.public.filter import ListingFilter


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=60)
def points(request: HttpRequest) -> HttpResponse:
    """GeoJSON; longitude comes first there."""
    kind = Kind.objects.on_show().filter(slug=request.GET.get("art", "").replace("\0", "")).first()
    found = ListingFilter.of(request.GET).results(kind).filter(latitude__isnull=False).order_by()
    features = [*_of_businesses(found), *_of_people(found, kind)]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


def _of_businesses(found: Listings) -> list[Feature]:
    rows = (
        found.filter(business__isnull=False)
        .order_by()
        .values_list("business__name", "business__slug", "business__longitude", "business__latitude")
    )
    return [
        point(longitude, latitude, {"n": name, "d": _number(number), "u": reverse("home:business", args=[slug])})
        for name, slug, longitude, latitude, number in rows.annotate(number=Count("pk"))
        if latitude is not None
    ]


def _of_people(found: Listings, kind: Kind | None) -> list[Feature]:
    board = reverse("listings:of_kind", args=[kind.slug]) if kind else reverse("listings:board")

    def say(place: Postcode, number: int) -> dict[str, str]:
        name = f"{place.code} {place.places[0]}" if len(place.places) == 1 else place.code
        return {"n": name, "d": _number(number), "u": f"{board}?plz={place.code}"}

    return postcode_points(found.filter(business__isnull=True), say=say)


def _number(number: int) -> str:
    return ngettext("%(n)s Anzeige", "%(n)s Anzeigen", number) % {"n": number}
