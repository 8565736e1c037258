"""The board on a map. People have one marker for each postcode, so that nobody finds out where they live."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kreislauf.map_points import Box, postcode_points
from kreislauf.permissions import Audience, allow
from kreislauf.places.postcodes import Postcode
from kreislauf.web.public_page import public_page
from marketplace.listings.models import Kind
from marketplace.listings.public.filter import ListingFilter


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=60)
def points(request: HttpRequest) -> HttpResponse:
    """GeoJSON; a business's listing counts at its postcode, too: it has its own pin on the map of businesses."""
    kind = Kind.objects.on_show().filter(slug=request.GET.get("art", "").replace("\0", "")[:40]).first()
    board = reverse("listings:of_kind", args=[kind.slug]) if kind else reverse("listings:board")

    def say(place: Postcode, number: int) -> dict[str, Any]:
        text = ngettext("%(n)s Anzeige", "%(n)s Anzeigen", number) % {"n": number}
        return {"n": f"{place.code} {place.places[0]}", "d": text, "u": f"{board}?plz={place.code}"}

    return postcode_points(ListingFilter.of(request.GET).results(kind), Box.of(request.GET), say=say)
