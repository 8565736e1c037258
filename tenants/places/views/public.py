"""What a form asks when a postcode has been typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.places.postcodes import postcode
from kreislauf.web.public_page import public_page
from tenants.places.read import names_at


@allow(Audience.ANYONE, while_draft=True)
@require_safe
@public_page(max_age=3600)
def at_postcode(request: HttpRequest) -> HttpResponse:
    """``?plz=24589``: the towns, what people there call their places, and the middle; empty for what is no postcode."""
    found = postcode(request.GET.get("plz", ""))
    if found is None:
        return JsonResponse({"towns": [], "districts": [], "names": [], "middle": None})
    names = names_at(found.code)
    districts = [] if names == found.places else names
    return JsonResponse({"towns": found.places, "districts": districts, "names": names, "middle": found.middle})
