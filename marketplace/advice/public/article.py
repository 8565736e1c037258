"""The page of one article, in each of its languages; what became of one that is over."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.public_page import public_page
from marketplace.advice.contacts import Contacts
from marketplace.advice.models import Adviser, Article, ArticleKind, ArticleText
from marketplace.advice.public.filter import about
from marketplace.advice.public.freshness import freshness
from marketplace.advice.public.lists import rows_of
from marketplace.advice.public.shown import shown_text
from marketplace.advice.public.structured import structured
from marketplace.advice.statistics.daily import count_advice_view

LEADS_TO_TOPIC = timedelta(days=365)
MOST_ADVISERS = 4
MOST_OTHERS = 3


@allow(Audience.ANYONE)
@require_safe
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address that stands on paper, behind a code or to be typed."""
    one = _released(pk)
    return redirect(one) if one.is_public else _not_any_more(request, one)  # an address holds the title


@allow(Audience.ANYONE)
@require_safe
@public_page()
def article(request: HttpRequest, pk: int, slug: str, language: str = "") -> HttpResponse:
    """Also one that is over or archived, for those who have its address: it says so."""
    one = _released(pk)
    if not one.is_public:
        return _not_any_more(request, one)
    if slug != one.slug:
        return redirect(_address(one, language), permanent=True)
    texts = list(one.languages.defer("text_md"))
    text = _in_language(texts, one, language)
    return count_advice_view(render(request, "advice/public/article.html", _context(one, text, texts)), one)


def _released(pk: int) -> Article:
    rows = Article.objects.filter(approved_at__isnull=False, hidden_at__isnull=True)
    return get_object_or_404(rows.select_related("body", "archived_to"), pk=pk)


def _context(one: Article, text: ArticleText | None, texts: list[ArticleText]) -> dict[str, Any]:
    words = (one.text_html, text.text_html if text else "")
    contacts = Contacts.named_in(*words, pks=one.contact_ids)
    topics = list(one.topics.in_order().select_related("parent"))
    return {
        "article": one,
        "text": shown_text(one, text, contacts),
        "texts": texts,
        "topics": topics,
        "advisers": _advisers(one, contacts, [topic.pk for topic in topics]),
        "co_signed": [signature.body for signature in one.co_signatures.valid().select_related("body")],
        "freshness": freshness(one, timezone.localdate()),
        "others": _others(one, topics),
        "structured": json.dumps(structured(one), ensure_ascii=False).replace("</", "<\\/"),
        "is_programme": one.kind == ArticleKind.PROGRAMME,
    }


def _in_language(texts: list[ArticleText], one: Article, language: str) -> ArticleText | None:
    """Refuses with 404 a language that the article does not have."""
    if not language:
        return None
    found = next((text for text in texts if text.language == language), None)
    if found is None:
        raise Http404
    found.article = one
    return found


def _advisers(one: Article, contacts: Contacts, topics: list[int]) -> list[Adviser]:
    """Those whom the text names; else the partner's own for these topics."""
    if contacts.by_pk:
        return list(contacts.by_pk.values())[:MOST_ADVISERS]
    if one.body_id is None:
        return []
    found = Adviser.objects.shown().filter(body=one.body_id)
    about_it = found.filter(topics__in=topics).distinct() if topics else found
    return list(about_it.select_related("body").in_order()[:MOST_ADVISERS])


def _others(one: Article, topics: list[Any]) -> list[Article]:
    if not topics:
        return []
    found = about(Article.objects.public(), topics[0].slug).exclude(pk=one.pk)
    return list(rows_of(found).order_by("-released_at", "-pk")[:MOST_OTHERS])


def _address(one: Article, language: str) -> str:
    args = [one.pk, one.slug]
    return reverse("advice:translation", args=[*args, language]) if language else reverse("advice:article", args=args)


def _not_any_more(request: HttpRequest, one: Article) -> HttpResponse:
    """What is archived leads to its topic for a year; what has run out says so. Both answer 410 (Gone) in the end."""
    if one.archived_at is not None:
        if one.archived_to is not None and one.archived_at > timezone.now() - LEADS_TO_TOPIC:
            return redirect(one.archived_to, permanent=True)
        return render(request, "advice/public/over.html", {"article": one}, status=410)
    if one.is_over and (one.body is None or one.body.is_shown):
        return render(request, "advice/public/over.html", {"article": one}, status=410)
    raise Http404
