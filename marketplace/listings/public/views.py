"""The board as neighbours read it: all of it, one kind, one listing, and the same on a map."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.public_page import public_page
from marketplace.listings.contact.forms import MessageForm
from marketplace.listings.contact.write import takes_messages
from marketplace.listings.details import details_in_words
from marketplace.listings.help.views import help_numbers
from marketplace.listings.models import Kind, Listing
from marketplace.listings.public.filter import ListingFilter
from marketplace.listings.public.find import find_listings
from marketplace.listings.public.structured import structured
from marketplace.listings.statistics.daily import count_board_view
from marketplace.listings.views import way_up
from marketplace.search.help import search_help


@allow(Audience.ANYONE)
@require_safe
@public_page()
def board(request: HttpRequest) -> HttpResponse:
    """All kinds; and a list over all of them."""
    return _list(request, None)


@allow(Audience.ANYONE)
@require_safe
@public_page()
def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    return _list(request, get_object_or_404(Kind.objects.on_show(), slug=kind))


def _list(request: HttpRequest, kind: Kind | None) -> HttpResponse:
    filters = ListingFilter.of(request.GET)
    found = find_listings(filters, kind, page=request.GET.get("seite"))
    address = reverse("listings:of_kind", args=[kind.slug]) if kind else reverse("listings:board")
    part = wants_part(request)
    context: dict[str, Any] = {
        "found": found,
        "filters": filters,
        "kind": kind,
        "page": found.page,
        "address": address,
        "points": f"{reverse('listings:points')}?art={kind.slug if kind else ''}&{filters.query().removeprefix('?')}",
        "swapped": part,
    }
    if filters.words:
        among = replace(filters, words="").results(kind)
        context["help"] = search_help(filters.words, among, hits=found.page.paginator.count)
        context["meant"] = replace(filters, words=context["help"].suggestion).query()
    if part:
        response = render(request, "listings/public/results.html", context)
        response["HX-Push-Url"] = f"{address}{filters.query()}"
        return response
    context["kinds"] = _kinds()
    context["up"] = way_up() if kind else []
    context["help_numbers"] = help_numbers() if kind is None else []
    return count_board_view(render(request, "listings/public/board.html", context), kind=kind)


def _kinds() -> list[tuple[Kind, int]]:
    """Those on show, each with how many stand on the board."""
    numbers = dict(Listing.objects.public().order_by().values_list("kind").annotate(number=Count("pk")))
    return [(kind, numbers.get(kind.pk, 0)) for kind in Kind.objects.on_show()]


@allow(Audience.ANYONE)
@require_safe
@public_page()
def listing(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Also one that has ended, for those who have its address: it says so, and answers 410 (Gone)."""
    rows = Listing.objects.select_related("kind", "category", "business__category")
    one = get_object_or_404(rows, pk=pk, approved_at__isnull=False, kind__is_on_show=True, kind__is_on=True)
    if one.hidden_at is not None or one.forgotten_at is not None:
        raise Http404
    if slug != one.slug:
        return redirect(one, permanent=True)
    if one.closed_at is not None:
        return render(request, "listings/public/ended.html", {"listing": one, "kind": one.kind}, status=410)
    others = Listing.objects.public().filter(kind=one.kind).exclude(pk=one.pk).select_related("kind", "category")
    context = {
        "listing": one,
        "kind": one.kind,
        "others": others[:3],
        "form": MessageForm() if takes_messages(one) else None,
        "structured": json.dumps(structured(one), ensure_ascii=False).replace("</", "<\\/"),
        "details": list(details_in_words(one)),
    }
    return count_board_view(render(request, "listings/public/listing.html", context), listing=one)
