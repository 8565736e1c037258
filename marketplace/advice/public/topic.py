"""All that stands about one topic, and who advises on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page
from kreislauf.web.public_page import public_page
from marketplace.advice.contacts import Contacts
from marketplace.advice.models import Article, ArticleKind, Articles, Topic
from marketplace.advice.public.advisers import advisers_about
from marketplace.advice.public.choices import audience_choices
from marketplace.advice.public.filter import about, written_for
from marketplace.advice.public.lists import rows_of

PER_PAGE = 24
QUESTIONS = 12
ADVISERS = 6


@allow(Audience.ANYONE)
@require_safe
@public_page()
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    one = get_object_or_404(Topic.objects.select_related("parent"), slug=slug)
    audience = request.GET.get("fuer", "")
    found = about(Article.objects.public(), one.slug)
    if audience:
        found = written_for(found, audience)
    texts = rows_of(found.exclude(kind=ArticleKind.FAQ)).order_by("-released_at", "-pk")
    context = {
        "topic": one,
        "children": [] if one.parent else one.children.in_order(),
        "page": numbered_page(texts, request.GET.get("seite"), per_page=PER_PAGE),
        "questions": _questions(found),
        "advisers": advisers_about(one)[:ADVISERS],
        "audience": audience,
        "audiences": audience_choices(),
    }
    return render(request, "advice/public/topic.html", context)


def _questions(found: Articles) -> list[tuple[Article, str]]:
    """(question, its answer as HTML with the contacts in it); those beyond stand behind a link."""
    rows = list(found.filter(kind=ArticleKind.FAQ).order_by("-released_at", "-pk")[:QUESTIONS])
    contacts = Contacts.named_in(*(row.text_html for row in rows))
    return [(row, contacts.put_into(row.text_html)) for row in rows]
