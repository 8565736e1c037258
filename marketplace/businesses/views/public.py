"""The directory, the map, and their data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.map_ground import has_map_ground
from kreislauf.map_points import Box, Feature, geojson, map_points, point
from kreislauf.permissions import Audience, allow
from kreislauf.slices import CardNote
from kreislauf.web.htmx import wants_part
from kreislauf.web.pages import numbered_page
from kreislauf.web.public_page import public_page
from marketplace.businesses.models import Business
from marketplace.businesses.page_scopes import DIRECTORY
from marketplace.businesses.query import UNSEEN
from marketplace.businesses.search import Search
from marketplace.search.help import search_help
from tenants.branding.context import branding_of
from tenants.branding.modules import slices_on

PER_PAGE = 24
ON_MAP_LIST = 48


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=[DIRECTORY])
def directory(request: HttpRequest) -> HttpResponse:
    search = Search.of(request.GET)
    now = timezone.now()
    found = search.results(now).select_related("category").defer(*UNSEEN).in_german_order()
    page = numbered_page(found, request.GET.get("seite"), per_page=PER_PAGE, keys_first=bool(search.words))
    categories, places = search.choices()
    context: dict[str, Any] = {
        "search": search,
        "page": page,
        "today": timezone.localdate(),
        "now": now,
        "notes": _notes(request, list(page)),
        "chips": search.chips(categories),
        "categories": categories,
        "places": places,
    }
    if search.words:
        among = replace(search, words="").results(now)
        context["help"] = search_help(search.words, among, hits=page.paginator.count)
        context["meant"] = replace(search, words=context["help"].suggestion).query
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
@public_page(shows=[DIRECTORY])
def map_page(request: HttpRequest) -> HttpResponse:
    search = Search.of(request.GET)
    if not has_map_ground():  # the same as a list
        query = f"?{search.query}" if search.query else ""
        return redirect(f"{reverse('businesses:directory')}{query}")
    found = search.results(timezone.now()).select_related("category").defer(*UNSEEN).in_german_order()
    page = numbered_page(found, request.GET.get("seite"), per_page=ON_MAP_LIST, keys_first=bool(search.words))
    categories, _places = search.choices()
    context = {"search": search, "page": page, "categories": categories, "chips": search.chips(categories)}
    return render(request, "businesses/map.html", context)


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=60, shows=[DIRECTORY])
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

    remember = "" if request.GET else "businesses"
    return geojson(map_points(found, box, of="pk", among=Business.objects.public(), remember=remember, draw=draw))
