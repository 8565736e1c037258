"""The board as neighbours read it: all of it, one kind, one listing, and the same on a map."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.page_cache import shows_only
from kreislauf.web.public_page import public_page
from marketplace.listings.contact.write import takes_messages
from marketplace.listings.details import details_in_words
from marketplace.listings.help.views import help_numbers
from marketplace.listings.models import Listing
from marketplace.listings.public.filter import ListingFilter
from marketplace.listings.public.find import Shelf, find_listings, shelves
from marketplace.listings.public.points import points_address
from marketplace.listings.public.structured import structured
from marketplace.listings.statistics.daily import count_board_view
from marketplace.listings.views import way_up
from marketplace.search.help import search_help
from marketplace.watch.links import watch_address


@allow(Audience.ANYONE)
@require_safe
@public_page()
def board(request: HttpRequest) -> HttpResponse:
    """All kinds; and a list over all of them."""
    return _list(request, None, shelves())


@allow(Audience.ANYONE)
@require_safe
@public_page()
def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    kinds = shelves()
    one = next((shelf for shelf in kinds if shelf.kind.slug == kind), None)
    if one is None:
        raise Http404
    # How many stand in the other kinds may be a minute old.
    return shows_only(_list(request, one, kinds), one.kind.page_scope)


def _list(request: HttpRequest, shelf: Shelf | None, kinds: list[Shelf]) -> HttpResponse:
    filters = ListingFilter.of(request.GET)
    found = find_listings(filters, shelf, page=request.GET.get("seite"))
    kind = found.kind
    address = reverse("listings:of_kind", args=[kind.slug]) if kind else reverse("listings:board")
    part = wants_part(request)
    context: dict[str, Any] = {
        "found": found,
        "filters": filters,
        "kind": kind,
        "page": found.page,
        "address": address,
        "points": f"{points_address(kind)}{filters.query()}",
        "watch": watch_address("boerse", request.GET, **({"art": kind.slug} if kind else {})),
        "swapped": part,
    }
    if filters.words:
        among = replace(filters, words="").results(kind)
        context["help"] = search_help(filters.words, among, hits=found.page.paginator.count)
        context["meant"] = replace(filters, words=context["help"].suggestion).query().removeprefix("?")
    if part:
        response = render(request, "listings/public/results.html", context)
        response["HX-Push-Url"] = f"{address}{filters.query()}"
        return response
    context["kinds"] = [(one.kind, one.number) for one in kinds]
    context["up"] = way_up() if kind else []
    context["help_numbers"] = help_numbers() if kind is None else []
    context["drawn_from"] = _drawn_from(request, context)
    return count_board_view(render(request, "listings/public/board.html", context), kind=kind)


def _drawn_from(request: HttpRequest, context: dict[str, Any]) -> tuple[object, ...]:
    """All that the board shows, apart from the region's look and the language; empty if it depends on the visitor."""
    if not request.session.is_empty():
        return ()
    found, kind = context["found"], context["kind"]
    kinds = [
        (one.slug, one.name, one.call, str(number)) for one, number in (*context["kinds"], *context["help_numbers"])
    ]
    of_kind = (kind.name, kind.explained) if kind else ()
    lists = (found.page.object_list, found.categories, found.places, context.get("help"))
    return request.get_full_path(), found.filters, of_kind, kinds, str(found.page.paginator.counted), *lists


@allow(Audience.ANYONE)
@require_safe
@public_page()
def listing(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Also one that has ended, or whose business has, for those who have its address: it says so with 410 (Gone)."""
    rows = Listing.objects.select_related("kind", "category", "business__category")
    one = get_object_or_404(rows, pk=pk, approved_at__isnull=False, kind__is_on_show=True, kind__is_on=True)
    if one.hidden_at is not None or one.forgotten_at is not None:
        raise Http404
    if slug != one.slug:
        return redirect(one, permanent=True)
    if one.closed_at is not None or one.is_of_closed:
        return render(request, "listings/public/ended.html", {"listing": one, "kind": one.kind}, status=410)
    others = Listing.objects.public().filter(kind=one.kind).exclude(pk=one.pk).select_related("kind", "category")
    context = {
        "listing": one,
        "kind": one.kind,
        "others": others[:3],
        "takes_messages": takes_messages(one),
        "structured": json.dumps(structured(one), ensure_ascii=False).replace("</", "<\\/"),
        "details": list(details_in_words(one)),
    }
    response = count_board_view(render(request, "listings/public/listing.html", context), listing=one)
    return shows_only(response, one.kind.page_scope)
