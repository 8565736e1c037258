"""What a form asks when a postcode has been typed, and what a map stands on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.places.postcodes import postcode
from kreislauf.regions import current_region
from kreislauf.web.public_page import public_page
from tenants.places.ground import ground as region_ground
from tenants.places.read import names_at

A_YEAR = 365 * 24 * 3600


@allow(Audience.ANYONE, while_draft=True)
@require_safe
@public_page(max_age=3600, shows=())
def at_postcode(request: HttpRequest) -> HttpResponse:
    """``?plz=24589``: the towns, what people there call their places, and the middle; empty for what is no postcode."""
    found = postcode(request.GET.get("plz", ""))
    if found is None:
        return JsonResponse({"towns": [], "districts": [], "names": [], "middle": None})
    names = names_at(found.code)
    districts = [] if names == found.places else names
    return JsonResponse({"towns": found.places, "districts": districts, "names": names, "middle": found.middle})


@allow(Audience.ANYONE, while_draft=True)
@require_safe
@public_page(shows=())
def ground(request: HttpRequest) -> HttpResponse:
    """GeoJSON. Its address names a version (``?v=…``); of the one that counts, browsers need not ask again."""
    answer = JsonResponse(region_ground(), content_type="application/geo+json")
    if request.GET.get("v") == current_region().ground:
        answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return answer
