"""`/foerderung/`: funding programmes, the next deadline first; the same deadlines as a calendar."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.calendars.entry import Entry, uid_of
from kreislauf.calendars.feed import calendar_feed, subscription_url
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.pages import numbered_page
from kreislauf.web.public_page import public_page
from marketplace.advice.models import Article, ArticleKind, Articles
from marketplace.advice.public.choices import audience_choices, topic_choices, topics_in_order
from marketplace.advice.public.filter import ArticleFilter
from marketplace.advice.public.lists import next_deadlines, rows_of

PER_PAGE = 24
MOST_DEADLINES = 200


@allow(Audience.ANYONE)
@require_safe
@public_page()
def programmes(request: HttpRequest) -> HttpResponse:
    filters = ArticleFilter.of(request.GET)
    context = {
        "page": numbered_page(_found(filters), request.GET.get("seite"), per_page=PER_PAGE),
        "filters": filters,
        "topic_choices": topic_choices(topics_in_order()),
        "audiences": audience_choices(),
        "calendar": subscription_url(request, reverse("advice:deadlines")),
    }
    return render(request, "advice/public/programmes.html", context)


def _found(filters: ArticleFilter) -> Articles:
    """Those without a deadline come last."""
    found = rows_of(filters.results().filter(kind=ArticleKind.PROGRAMME))
    return found.order_by(F("valid_until").asc(nulls_last=True), "title", "pk")


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=300)
def deadlines(request: HttpRequest) -> HttpResponse:
    """Whole days; one that moves keeps its entry and gets a higher number."""
    rows = next_deadlines().only("title", "lead", "valid_until", "authority", "version", "approved_at", "body__name")
    name = _("Fristen der Förderprogramme: %(region)s") % {"region": current_region().name}
    return calendar_feed([_entry(row) for row in rows[:MOST_DEADLINES]], name=name, file_name="foerderung.ics")


def _entry(programme: Article) -> Entry:
    assert programme.valid_until is not None  # noqa: S101 - the list holds those with a deadline
    assert programme.approved_at is not None  # noqa: S101 - public
    parts = (programme.lead, programme.authority, programme.page_address)
    return Entry(
        uid=uid_of("frist", programme.pk),
        title=_("Frist: %(title)s") % {"title": programme.title},
        starts=programme.valid_until,
        changed_at=programme.approved_at,
        sequence=programme.version - 1,
        text="\n\n".join(part for part in parts if part),
        url=programme.page_address,
        categories=(str(ArticleKind.PROGRAMME.label),),
    )
