"""The member directory: who is a member of which partner, and what they do for others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.pages import numbered_page
from kreislauf.web.public_page import public_page
from marketplace.businesses.page_scopes import DIRECTORY
from marketplace.businesses.query import UNSEEN
from marketplace.partners.members.search import MemberSearch, bodies_by_business
from marketplace.partners.models.people import MEMBERS
from marketplace.search.help import search_help

PER_PAGE = 24


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=[DIRECTORY, MEMBERS])
def directory(request: HttpRequest) -> HttpResponse:
    search = MemberSearch.of(request.GET)
    found = search.results().select_related("category").defer(*UNSEEN).in_german_order()
    page = numbered_page(found, request.GET.get("seite"), per_page=PER_PAGE, keys_first=bool(search.words))
    choices = search.choices()
    rows = list(page)
    bodies = bodies_by_business(rows)
    context: dict[str, Any] = {
        "search": search,
        "page": page,
        "rows": [(row, bodies.get(row.pk, [])) for row in rows],
        "choices": choices,
        "chips": search.chips(choices),
    }
    if search.words:
        among = replace(search, words="").results()
        context["help"] = search_help(search.words, among, hits=page.paginator.count)
        context["meant"] = replace(search, words=context["help"].suggestion).query
    template = "partners/members/_results.html" if wants_part(request) else "partners/members/directory.html"
    return render(request, template, context | {"swapped": wants_part(request)})
