"""What staff and partners print: a sheet of an article or of all advice, and which printed ones are old."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page
from marketplace.advice.flyers.papers import advisers_on, note_printed, old_papers
from marketplace.advice.flyers.sheet import FORM_NAMES, Form, sheet
from marketplace.advice.models import Article
from marketplace.advice.public.lists import rows_of
from marketplace.partners.membership import with_body
from marketplace.partners.models import Body
from tenants.branding.on_paper import file_name, pdf_response

PER_PAGE = 50


@allow(Audience.EDITOR)
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """„Neu drucken?“ first, then the sheet about all advice, then each text."""
    words = request.GET.get("q", "").strip()[:80]
    found = Article.objects.public()
    found = found.in_words(words) if words else found
    found = rows_of(found).order_by("-released_at", "-pk")
    context = {
        "old": old_papers(),
        "forms": FORM_NAMES.items(),
        "advisers": advisers_on(None),
        "page": numbered_page(found, request.GET.get("seite"), per_page=PER_PAGE),
        "words": words,
    }
    return render(request, "advice/office/papers.html", context)


@allow(Audience.EDITOR)
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """What will stand on an article's sheet, and in which sizes it can be had."""
    return render(request, "advice/office/paper.html", _about(_article(pk)))


@allow(Audience.EDITOR)
@require_POST
def print_all(request: HttpRequest, form: str) -> HttpResponse:
    return _printed(request, form, None)


@allow(Audience.EDITOR)
@require_POST
def print_article(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    return _printed(request, form, _article(pk))


@allow(Audience.PARTNER)
@require_safe
@with_body
def own_paper(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    return render(request, "advice/partner/paper.html", _about(_article(pk, body=body)))


@allow(Audience.PARTNER)
@require_POST
@with_body
def print_own(request: HttpRequest, body: Body, pk: int, form: str) -> HttpResponse:
    return _printed(request, form, _article(pk, body=body))


def _article(pk: int, **narrowed: Any) -> Article:
    return get_object_or_404(Article.objects.public().filter(**narrowed).select_related("body"), pk=pk)


def _about(article: Article) -> dict[str, Any]:
    return {"article": article, "forms": FORM_NAMES.items(), "advisers": advisers_on(article)}


def _printed(request: HttpRequest, form: str, article: Article | None) -> HttpResponse:
    """A POST, since it is noted what was printed: with ``schnitt`` for a print shop."""
    if form not in list(Form):
        raise Http404
    now, advisers = timezone.now(), advisers_on(article)
    pdf = sheet(Form(form), article, advisers, on=timezone.localdate(now), bleed="schnitt" in request.POST)
    note_printed(Form(form), article, advisers, at=now)
    return pdf_response(pdf, file_name(form, article.title[:40] if article else ""))
