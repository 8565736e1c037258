"""The directory, the map, and their data."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.pages import numbered_page
from kreislauf.web.public_page import public_page
from marketplace.businesses.map_points import Box, Feature, map_points, point
from marketplace.businesses.models import UNSEEN, Business
from marketplace.businesses.search import Search

PER_PAGE = 24
ON_MAP_LIST = 48


@allow(Audience.ANYONE)
@require_safe
@public_page()
def directory(request: HttpRequest) -> HttpResponse:
    search = Search.of(request.GET)
    found = search.results(timezone.now()).select_related("category").defer(*UNSEEN).in_german_order()
    categories, places = search.choices()
    context: dict[str, Any] = {
        "search": search,
        "page": numbered_page(found, request.GET.get("seite"), per_page=PER_PAGE),
        "today": timezone.localdate(),
        "chips": search.chips(categories),
        "categories": categories,
        "places": places,
    }
    if wants_part(request):
        return render(request, "businesses/parts/results.html", context | {"swapped": True})
    return render(request, "businesses/directory.html", context)


@allow(Audience.ANYONE)
@require_safe
@public_page()
def map_page(request: HttpRequest) -> HttpResponse:
    search = Search.of(request.GET)
    found = search.results(timezone.now()).select_related("category").defer(*UNSEEN).in_german_order()
    page = numbered_page(found, request.GET.get("seite"), per_page=ON_MAP_LIST)
    categories, _places = search.choices()
    context = {"search": search, "page": page, "categories": categories, "chips": search.chips(categories)}
    return render(request, "businesses/map.html", context)


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=60)
def points(request: HttpRequest) -> HttpResponse:
    box = Box.of(request.GET)
    found = Search.of(request.GET).results(timezone.now()).located()

    def draw(businesses: Collection[int] | None) -> Iterator[Feature]:
        if businesses is None:
            rows = found.filter(box.inside) if box else found
        else:
            rows = Business.objects.filter(pk__in=businesses)
        for row in rows.select_related("category").defer(*UNSEEN).in_german_order():
            text = f"{row.category.name} · {row.place}"
            yield point(row.longitude, row.latitude, {"n": row.name, "d": text, "u": row.get_absolute_url()})

    return map_points(found, box, of="pk", among=Business.objects.public(), plain=not request.GET, draw=draw)
