"""The board on a map. People have one marker for each postcode, so that nobody finds out where they live."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_safe

from kreislauf.map_points import Box, Feature, geojson, map_points, point, postcode_points
from kreislauf.permissions import Audience, allow
from kreislauf.places.postcodes import Postcode
from kreislauf.web.page_cache import shows_only
from kreislauf.web.public_page import public_page
from kreislauf.web.remembered import remembered
from marketplace.businesses.models import Business
from marketplace.listings.models import Kind, Listing, Listings
from marketplace.listings.public.filter import ListingFilter


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=60)
def points(request: HttpRequest, kind: str = "") -> HttpResponse:
    """GeoJSON of all kinds or of one, with the filters of the list."""
    one = get_object_or_404(Kind.objects.on_show(), slug=kind) if kind else None
    filters, box = ListingFilter.of(request.GET), Box.of(request.GET)
    found = filters.results(one).order_by()
    name = "" if filters.any else f"listings {kind}"
    answer = geojson([*_of_businesses(found, box, name=name), *_of_people(found, one, box, name=name)])
    return shows_only(answer, one.page_scope) if one else answer


def points_address(kind: Kind | None) -> str:
    return reverse("listings:points_of_kind", args=[kind.slug]) if kind else reverse("listings:points")


def _of_businesses(found: Listings, box: Box | None, *, name: str) -> list[Feature]:
    rows = found.filter(business__isnull=False, longitude__isnull=False)

    def draw(businesses: Collection[int] | None) -> Iterator[Feature]:
        shown = rows.filter(business__in=businesses) if businesses is not None else rows
        yield from _drawn(shown.filter(box.inside) if box else shown)

    among = Listing.objects.public().filter(business__isnull=False, longitude__isnull=False)
    return map_points(rows, box, of="business", among=among, remember=name, draw=draw)


def _drawn(found: Listings) -> Iterator[Feature]:
    """A point for each business, with how many listings it has."""
    columns = ("business__name", "business__slug", "business__longitude", "business__latitude")
    rows = found.order_by("business").values_list("business", *columns).annotate(number=Count("pk"))
    for _pk, title, slug, longitude, latitude, number in rows:
        url = Business(slug=slug).get_absolute_url()
        yield point(longitude, latitude, {"n": title, "d": _number(number), "u": url})


def _of_people(found: Listings, kind: Kind | None, box: Box | None, *, name: str) -> list[Feature]:
    """There are few postcodes, so all of them are remembered and a part of the map is cut out of them."""
    rows = found.filter(business__isnull=True)
    key = f"map people {name} {get_language()}"
    features = remembered(key, lambda: _postcodes(rows, kind), over=rows) if name else _postcodes(rows, kind)
    return features if box is None else list(filter(box.holds, features))


def _postcodes(found: Listings, kind: Kind | None) -> list[Feature]:
    board = reverse("listings:of_kind", args=[kind.slug]) if kind else reverse("listings:board")

    def say(place: Postcode, number: int) -> dict[str, str]:
        name = f"{place.code} {place.places[0]}" if len(place.places) == 1 else place.code
        return {"n": name, "d": _number(number), "u": f"{board}?plz={place.code}"}

    return postcode_points(found, say=say)


def _number(number: int) -> str:
    return ngettext("%(n)s Anzeige", "%(n)s Anzeigen", number) % {"n": number}
