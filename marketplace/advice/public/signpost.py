"""`/wegweiser/`: who are you, what is it about, by when? Three answers lead to people and texts, without any script."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.public_page import public_page
from marketplace.advice.models import AUDIENCES, Adviser, Article, ArticleKind, Topic
from marketplace.advice.public.advisers import advisers_about
from marketplace.advice.public.choices import BY_WHEN, ByWhen, audience_choices, topic_choices, topics_in_order
from marketplace.advice.public.filter import about, written_for
from marketplace.advice.public.lists import rows_of
from marketplace.businesses import hours
from marketplace.partners.models import Body

MOST_ADVISERS = 6
LOOKED_AT = 40
MOST_TEXTS = 6
# What helps most stands first.
_ORDER = (ArticleKind.GUIDE, ArticleKind.PROGRAMME, ArticleKind.INFO, ArticleKind.FAQ, ArticleKind.PROJECT)


@dataclass(frozen=True, slots=True)
class Way:
    """Where three answers lead: people first where it is urgent, else texts first."""

    topic: Topic
    advisers: list[Adviser]
    bodies: list[Body]  # without an adviser of theirs for it
    articles: list[Article]
    texts_first: bool

    @property
    def is_empty(self) -> bool:
        return not (self.advisers or self.bodies or self.articles)


@allow(Audience.ANYONE)
@require_safe
@public_page()
def signpost(request: HttpRequest) -> HttpResponse:
    """``?wer=solo&was=gruendung&bis=woche``"""
    who, what, by = (request.GET.get(name, "").replace("\0", "")[:60] for name in ("wer", "was", "bis"))
    asked = bool(who or what or by)
    topic = Topic.objects.select_related("parent").filter(slug=what).first() if what else None
    context = {
        "who": who,
        "what": what,
        "by": by,
        "audiences": audience_choices(),
        "topic_choices": topic_choices(topics_in_order()),
        "by_when": BY_WHEN.items(),
        "way": find_way(topic, who, by, at=timezone.now()) if topic else None,
        "missing": asked and topic is None,
    }
    return render(request, "advice/public/signpost.html", context)


def find_way(topic: Topic, audience: str, by: str, *, at: datetime) -> Way:
    """An audience or a time that does not exist narrows nothing."""
    advisers = _in_order(list(advisers_about(topic)[:LOOKED_AT]), by, at)[:MOST_ADVISERS]
    articles = _articles(topic, audience)
    known = {one.body_id for one in advisers}
    bodies = {one.body.pk: one.body for one in articles if one.body is not None and one.body_id not in known}
    return Way(topic, advisers, list(bodies.values()), articles, texts_first=by not in (ByWhen.TODAY, ByWhen.WEEK))


def _in_order(advisers: list[Adviser], by: str, at: datetime) -> list[Adviser]:
    """Today: who can be called right now. In some days: whose time can be booked. Else as the partners stand."""
    if by == ByWhen.TODAY:
        return sorted(advisers, key=lambda one: (not hours.is_open(one.hours, at), not one.phone))
    if by == ByWhen.WEEK:
        return sorted(advisers, key=lambda one: (not one.booking_url, not one.hours))
    return advisers


def _articles(topic: Topic, audience: str) -> list[Article]:
    found = about(Article.objects.public(), topic.slug).exclude(kind=ArticleKind.NEWS)
    if audience in AUDIENCES:
        found = written_for(found, audience)
    rank = Case(*(When(kind=kind, then=Value(n)) for n, kind in enumerate(_ORDER)), output_field=IntegerField())
    return list(rows_of(found).annotate(rank=rank).order_by("rank", "-released_at", "-pk")[:MOST_TEXTS])
