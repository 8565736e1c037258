"""What everybody reads: the hub, a topic, an article."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page
from marketplace.advice.contacts import with_contacts
from marketplace.advice.models import Article, Topic

PER_PAGE = 24


@allow(Audience.ANYONE)
@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    found = Article.objects.public().select_related("body").order_by("-released_at", "-pk")
    page = numbered_page(found, request.GET.get("seite"), per_page=PER_PAGE)
    return render(request, "advice/public/hub.html", {"page": page, "topics": Topic.objects.top()})


@allow(Audience.ANYONE)
@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    one = get_object_or_404(Topic, slug=slug)
    found = Article.objects.public().filter(topics=one).select_related("body").order_by("-released_at", "-pk")
    page = numbered_page(found, request.GET.get("seite"), per_page=PER_PAGE)
    return render(request, "advice/public/hub.html", {"page": page, "topic": one})


@allow(Audience.ANYONE)
@require_safe
def article(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    one = get_object_or_404(Article.objects.public().select_related("body"), pk=pk)
    if slug != one.slug:
        return redirect(one, permanent=True)
    return render(request, "advice/public/article.html", {"article": one, "html": with_contacts(one.text_html)})
