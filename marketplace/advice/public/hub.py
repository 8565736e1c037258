"""`/rat/`: the hub of all partners' advice, and the list of what was searched in it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.pages import numbered_page
from kreislauf.web.public_page import public_page
from marketplace.advice.models import Article, ArticleKind, Language
from marketplace.advice.public.choices import BY_WHEN, audience_choices, topic_choices, topics_in_order
from marketplace.advice.public.filter import ArticleFilter
from marketplace.advice.public.newest import OF_KIND, HubRow, found_rows, hub_rows
from marketplace.advice.shared.card import KIND
from marketplace.advice.shared.lists import matching
from marketplace.advice.statistics.daily import count_advice_view
from marketplace.search.help import search_help
from marketplace.watch.links import watch_address
from tenants.sharing.adopted import adopted

PER_PAGE = 24
LISTS = ("news", "deadlines", "guides", "projects", "questions")


@allow(Audience.ANYONE)
@require_safe
@public_page()
def hub(request: HttpRequest) -> HttpResponse:
    filters = ArticleFilter.of(request.GET)
    topics = topics_in_order()
    context: dict[str, Any] = {
        "filters": filters,
        "topics": topics,
        "topic_choices": topic_choices(topics),
        "audiences": audience_choices(),
        "kinds": ArticleKind.choices,
        "languages": Language.choices,
        "address": reverse("advice:hub"),
    }
    if filters.any:
        return _results(request, filters, context)
    rows = hub_rows()
    context |= {
        **{name: partial(_articles, rows, name) for name in LISTS},
        "shared": adopted(KIND, limit=OF_KIND),
        "by_when": BY_WHEN.items(),
    }
    context["drawn_from"] = _drawn_from(request, context, rows)
    return count_advice_view(render(request, "advice/public/hub.html", context))


def _articles(rows: list[HubRow], name: str) -> list[Article]:
    """Asked for by the template only where it draws."""
    return [row.article for row in rows if row.list_name == name]


def _drawn_from(request: HttpRequest, context: dict[str, Any], rows: list[HubRow]) -> tuple[object, ...]:
    """All that the hub shows, apart from the region's look and the language; empty if it depends on the visitor."""
    if not request.session.is_empty():
        return ()
    topics = [
        (one.slug, one.title, one.lead, one.glyph) for row in context["topics"] for one in (row.topic, *row.children)
    ]
    return timezone.localdate(), topics, rows, context.get("shared")


def _results(request: HttpRequest, filters: ArticleFilter, context: dict[str, Any]) -> HttpResponse:
    page = numbered_page(found_rows(filters), request.GET.get("seite"), per_page=PER_PAGE)
    rows: list[HubRow] = list(page.object_list)
    page.object_list = rows
    context |= {
        "page": page,
        "articles": partial(_articles, rows, "found"),
        "chips": _chips(filters, context),
        "watch": watch_address("rat", request.GET),
        "swapped": wants_part(request),
        "shared": matching(filters),
    }
    if filters.words:
        among = replace(filters, words="").results()
        context["help"] = search_help(filters.words, among, hits=page.paginator.count + len(context["shared"]))
        context["meant"] = filters.without(words=context["help"].suggestion).removeprefix("?")
    if wants_part(request):
        response = render(request, "advice/public/results.html", context)
        response["HX-Push-Url"] = f"{context['address']}{filters.query()}"
        return response
    if drawn := _drawn_from(request, context, rows):
        numbers = (str(page.paginator.counted), page.number)  # type: ignore[attr-defined]  # of NumberedPages
        context["drawn_from"] = request.get_full_path(), filters, *numbers, *drawn, context.get("help")
    return render(request, "advice/public/search.html", context)


def _chips(filters: ArticleFilter, context: dict[str, Any]) -> list[tuple[str, str]]:
    """Each filter that is set, and the query without it."""
    topics = {slug: title.removeprefix("– ") for slug, title in context["topic_choices"]}
    named = [
        ("words", f"„{filters.words}“" if filters.words else ""),
        ("topic", topics.get(filters.topic, filters.topic)),
        ("audience", dict(context["audiences"]).get(filters.audience, filters.audience)),
        ("kind", dict(ArticleKind.choices).get(filters.kind, filters.kind)),
        ("language", dict(Language.choices).get(filters.language, filters.language)),
        ("body", filters.body),
    ]
    return [(str(label), filters.without(**{name: ""})) for name, label in named if label]
