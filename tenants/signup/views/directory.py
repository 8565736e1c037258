"""All regions, for those who look for theirs."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from tenants.signup.directory import Land, as_entry, laender, regions_named, regions_of

ALL_AT_ONCE = 80  # regions on one page; beyond that a page for each Land
PER_PAGE = 40  # found ones, or uppermost ones of a Land
MOST_WORDS = 5


@allow(Audience.ANYONE)
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    lands = laender()
    words = " ".join(request.GET.get("q", "").replace("\x00", "")[:100].split()[:MOST_WORDS])
    chosen = next((land for land in lands if land.number == request.GET.get("land")), None)
    context: dict[str, Any] = {
        "words": words,
        "laender": lands,
        "chosen": chosen,
        "total": sum(land.regions for land in lands),
    }
    number = request.GET.get("seite")
    page: Page[Any]
    if words:
        page = Paginator(regions_named(words), PER_PAGE).get_page(number)
        context |= {"page": page, "found": [as_entry(region) for region in page]}
    elif chosen is not None:
        page = Paginator(regions_of(chosen.number), PER_PAGE).get_page(number)
        context |= {"page": page, "groups": [(chosen, list(page))]}
    elif context["total"] <= ALL_AT_ONCE:
        context["groups"] = _by_land(lands)
    return render(request, "platform/regions.html", context)


def _by_land(lands: list[Land]) -> list[tuple[Land, list[Any]]]:
    entries = regions_of()
    return [(land, [entry for entry in entries if entry.land == land.number]) for land in lands]
