"""`/aktuelles/`: notices with a date, of the partners. Each ends by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page
from kreislauf.web.public_page import public_page
from marketplace.advice.public.lists import latest_news

PER_PAGE = 20


@allow(Audience.ANYONE)
@require_safe
@public_page()
def news(request: HttpRequest) -> HttpResponse:
    page = numbered_page(latest_news(), request.GET.get("seite"), per_page=PER_PAGE)
    return render(request, "advice/public/news.html", {"page": page})
