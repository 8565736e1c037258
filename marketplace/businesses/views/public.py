"""The directory, the map, and their data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from kreislauf.map_ground import has_map_ground
from kreislauf.permissions import Audience, allow
from kreislauf.slices import CardNote
from kreislauf.web.htmx import wants_part
from kreislauf.web.public_page import public_page
from marketplace.businesses.models import Business
from marketplace.businesses.search import Search
from tenants.branding.context import branding_of
from tenants.branding.modules import slices_on

PER_PAGE = 24


@allow(Audience.ANYONE)
@require_safe
@public_page()
def directory(request: HttpRequest) -> HttpResponse:
    search = Search.of(request.GET)
    now = timezone.now()
    found = search.results(now).select_related("category").in_german_order()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    categories = search.category_choices()
    context: dict[str, Any] = {
        "search": search,
        "page": page,
        "today": timezone.localdate(),
        "now": now,
        "notes": _notes(request, list(page)),
        "chips": search.chips(categories),
        "categories": categories,
        "places": search.place_choices(),
    }
    if search.open_now and not page.object_list:
        context["next_opening"] = search.next_opening(now)
    if wants_part(request):
        return render(request, "businesses/parts/results.html", context | {"swapped": True})
    return render(request, "businesses/directory.html", context)


def _notes(request: HttpRequest, businesses: Collection[Business]) -> dict[int, list[CardNote]]:
    """What the slices that are on say of each."""
    notes: dict[int, list[CardNote]] = defaultdict(list)
    for one in slices_on(branding_of(request)):
        for pk, note in one.card_notes(businesses).items():
            notes[pk].append(note)
    return dict(notes)


@allow(Audience.ANYONE)
@require_safe
@public_page()
def map_page(request: HttpRequest) -> HttpResponse:
    search = Search.of(request.GET)
    if not has_map_ground():  # the same as a list
        query = f"?{search.query}" if search.query else ""
        return redirect(f"{reverse('businesses:directory')}{query}")
    found = search.results(timezone.now()).select_related("category").in_german_order()
    page = Paginator(found, 100).get_page(request.GET.get("seite"))
    categories = search.category_choices()
    context = {"search": search, "page": page, "categories": categories, "chips": search.chips(categories)}
    return render(request, "businesses/map.html", context)


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=60)
def points(request: HttpRequest) -> HttpResponse:
    search = Search.of(request.GET)
    key = "businesses.geojson"
    if search != Search():
        return _geojson(_features(search))
    try:
        features = cache.get(key)
        if features is None:
            features = _features(search)
            cache.set(key, features, timeout=60)
    except (RedisError, OSError):
        features = _features(search)
    return _geojson(features)


def _features(search: Search) -> list[dict[str, Any]]:
    rows = search.results(timezone.now()).located().select_related("category").in_german_order()
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
            "properties": {"n": row.name, "d": f"{row.category.name} · {row.place}", "u": row.get_absolute_url()},
        }
        for row in rows
    ]


def _geojson(features: list[dict[str, Any]]) -> HttpResponse:
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")
