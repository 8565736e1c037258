"""One search over everything that the region's slices hold."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kreislauf.german import german_sort_key
from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.public_page import public_page
from marketplace.businesses.places import public_places
from marketplace.home.everywhere import search_everywhere, searches_of
from tenants.branding.context import branding_of
from tenants.branding.modules import slices_on

LONGEST = 100


@allow(Audience.ANYONE)
@require_safe
@public_page()
def search(request: HttpRequest) -> HttpResponse:
    """``?q=…&ort=…``; with ``?art=…`` it leads to that list."""
    branding = branding_of(request)
    searches = searches_of(slices_on(branding))
    text, place = (" ".join(request.GET.get(name, "").replace("\0", "").split())[:LONGEST] for name in ("q", "ort"))
    chosen = next((one for one in searches if one.kind == request.GET.get("art")), None)
    if chosen is not None:
        query = urlencode([pair for pair in (("q", text), ("ort", place)) if pair[1]])
        return redirect(f"{reverse(chosen.route)}{'?' if query else ''}{query}")
    results = search_everywhere(text, place, searches) if text else None
    context = {
        "text": text,
        "place": place,
        "places": branding.districts or sorted(public_places(), key=german_sort_key),
        "searches": searches,
        "results": results,
        "meant": urlencode({"q": results.help.suggestion, "ort": place}) if results else "",
    }
    return render(request, "home/_search_results.html" if wants_part(request) else "home/search.html", context)
