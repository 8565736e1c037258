"""`/annahmestellen/`: the businesses that take the region's vouchers."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page
from kreislauf.web.public_page import public_page
from marketplace.businesses.models import Category
from marketplace.businesses.page_scopes import DIRECTORY
from marketplace.businesses.query import UNSEEN
from marketplace.regionwide.find import businesses_taking_part
from marketplace.regionwide.issuer import issuer
from marketplace.regionwide.pages import REGIONWIDE_PAGES
from marketplace.regionwide.views.asked import words_asked

PER_PAGE = 24


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=[DIRECTORY, REGIONWIDE_PAGES])
def businesses(request: HttpRequest) -> HttpResponse:
    """Not found in a region that sells no vouchers of its own."""
    seller = issuer()
    if seller is None:
        raise Http404
    words = words_asked(request)
    branch = request.GET.get("bereich", "").replace("\0", "")[:60]
    found = businesses_taking_part()
    if words:
        found = found.in_words(words)
    if branch:
        found = found.filter(category__slug=branch)
    found = found.select_related("category").defer(*UNSEEN).in_german_order()
    context: dict[str, Any] = {
        "issuer": seller,
        "page": numbered_page(found, request.GET.get("seite"), per_page=PER_PAGE, keys_first=bool(words)),
        "words": words,
        "branch": branch,
        "branches": Category.objects.in_order(),
        "today": timezone.localdate(),
        "now": timezone.now(),
        "notes": {},
    }
    return render(request, "regionwide/public/businesses.html", context)
