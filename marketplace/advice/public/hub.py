"""`/rat/`: the hub of all partners' advice, and the list of what was searched in it."""

from __future__ import annotations

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
from marketplace.advice.models import Article, ArticleKind, Articles, Language
from marketplace.advice.public.choices import BY_WHEN, ByWhen, audience_choices, topic_choices, topics_in_order
from marketplace.advice.public.filter import ArticleFilter
from marketplace.advice.shared.card import KIND
from marketplace.advice.statistics.daily import count_advice_view
from marketplace.search.help import search_help
from marketplace.watch.links import watch_address
from tenants.sharing.adopted import adopted

PER_PAGE = 24
NEWS_ON_TOP = 5  # a notice board, not a newspaper
OF_KIND = 6
ROW = ("kind", "title", "lead", "valid_until", "amount", "released_at", "assured_on", "body__name", "body__short")


def rows_of(found: Articles) -> Articles:
    """As lists show them: without the long texts."""
    return found.select_related("body").only(*ROW, "body__slug")


def latest_news() -> Articles:
    """The newest first; none that has ended, and never more than the front shows."""
    return rows_of(Article.objects.public().filter(kind=ArticleKind.NEWS)).order_by("-released_at", "-pk")


def next_deadlines() -> Articles:
    """Programmes that end, the next one first."""
    found = Article.objects.public().filter(kind=ArticleKind.PROGRAMME, valid_until__gte=timezone.localdate())
    return rows_of(found).order_by("valid_until", "pk")


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
    context |= {
        "news": list(latest_news()[:NEWS_ON_TOP]),
        "deadlines": list(next_deadlines()[:4]),
        "guides": _newest(ArticleKind.GUIDE),
        "projects": _newest(ArticleKind.PROJECT),
        "questions": _newest(ArticleKind.FAQ),
        "shared": adopted(KIND, limit=OF_KIND),
        "by_when": BY_WHEN.items(),
        "by": ByWhen.LATER,
    }
    context["drawn_from"] = _drawn_from(request, context)
    return count_advice_view(render(request, "advice/public/hub.html", context))


def _newest(kind: ArticleKind) -> list[Article]:
    return list(rows_of(Article.objects.public().filter(kind=kind)).order_by("-released_at", "-pk")[:OF_KIND])


def _drawn_from(request: HttpRequest, context: dict[str, Any]) -> tuple[object, ...]:
    """All that the hub shows, apart from the region's look and the language; empty if it depends on the visitor."""
    if not request.session.is_empty():
        return ()
    topics = [
        (one.slug, one.title, one.lead, one.glyph) for row in context["topics"] for one in (row.topic, *row.children)
    ]
    lists = ("news", "deadlines", "guides", "projects", "questions")
    rows = [
        (one.pk, one.title, one.lead, one.amount, one.released_at, one.valid_until, str(one.body))
        for name in lists
        for one in context[name]
    ]
    shared = [(one.pk, one.title, one.lead, one.picture, one.card.origin.name) for one in context["shared"]]
    return timezone.localdate(), topics, rows, shared, [len(context[name]) for name in lists]


def _results(request: HttpRequest, filters: ArticleFilter, context: dict[str, Any]) -> HttpResponse:
    page = numbered_page(
        rows_of(filters.results()).order_by("-released_at", "-pk"), request.GET.get("seite"), per_page=PER_PAGE
    )
    context |= {
        "page": page,
        "chips": _chips(filters, context),
        "watch": watch_address("rat", request.GET),
        "swapped": wants_part(request),
    }
    if filters.words:
        among = ArticleFilter.of(_without_words(request)).results()
        context["help"] = search_help(filters.words, among, hits=page.paginator.count)
        context["meant"] = filters.without(words=context["help"].suggestion)
    if wants_part(request):
        response = render(request, "advice/public/results.html", context)
        response["HX-Push-Url"] = f"{context['address']}{filters.query()}"
        return response
    return render(request, "advice/public/search.html", context)


def _without_words(request: HttpRequest) -> Any:
    query = request.GET.copy()
    query.pop("q", None)
    return query


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
