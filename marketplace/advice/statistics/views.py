"""How much the advice is read, whether it helps, and what is missing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from marketplace.advice.models import Adviser, Article, ArticleKind, Daily, PageFeedback
from marketplace.advice.statistics.missing import most_read, what_is_missing
from marketplace.partners.membership import with_body
from marketplace.partners.models import Body
from marketplace.search.missed import often_missed

PERIOD = timedelta(days=90)


@allow(Audience.EDITOR)
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Of the last 90 days."""
    now = timezone.now()
    since = now - PERIOD
    context = {
        "views": _views(since),
        "said": _said(since),
        "kinds": _by_kind(),
        "advisers": Adviser.objects.shown().count(),
        "most_read": most_read(since),
    }
    return render(request, "advice/office/numbers.html", context)


@allow(Audience.EDITOR)
@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    context = {"missing": what_is_missing(at=timezone.now()), "weeks": often_missed()}
    return render(request, "advice/office/missing.html", context)


@allow(Audience.PARTNER)
@require_safe
@with_body
def own_missing(request: HttpRequest, body: Body) -> HttpResponse:
    """Of the partner's own texts; the words are what everybody in the region searched for."""
    context = {"missing": what_is_missing(at=timezone.now(), body=body), "weeks": often_missed()}
    return render(request, "advice/partner/missing.html", context)


def _views(since: datetime) -> dict[str, int]:
    days = Daily.objects.filter(day__gte=timezone.localdate(since))
    return days.aggregate(
        hub=Sum("number", filter=Q(article__isnull=True), default=0),
        texts=Sum("number", filter=Q(article__isnull=False), default=0),
    )


def _said(since: datetime) -> dict[str, int]:
    said = PageFeedback.objects.filter(at__gte=since)
    return said.aggregate(yes=Count("pk", filter=Q(helpful=True)), no=Count("pk", filter=Q(helpful=False)))


def _by_kind() -> list[tuple[Any, int]]:
    rows = dict(Article.objects.public().order_by().values_list("kind").annotate(Count("pk")))
    return [(label, rows.get(value, 0)) for value, label in ArticleKind.choices]
