"""`/beratung/`: who answers questions, in which language, and when."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page
from kreislauf.web.public_page import public_page
from marketplace.advice.models import Adviser, Advisers, Topic
from marketplace.advice.public.choices import topic_choices, topics_in_order
from marketplace.advice.public.structured import contact_point, organization
from marketplace.advice.spoken import SPOKEN
from marketplace.partners.models import Body

PER_PAGE = 24


def advisers_about(topic: Topic) -> Advisers:
    """For the topic, what stands below it, and what it stands below; each once, in the partners' order."""
    near = Q(pk=topic.pk) | Q(parent=topic.pk) | Q(pk=topic.parent_id or 0)
    through = Adviser.topics.through.objects.filter(topic__in=Topic.objects.filter(near)).values("adviser_id")
    return Adviser.objects.shown().filter(pk__in=through).select_related("body").in_order()


@allow(Audience.ANYONE)
@require_safe
@public_page()
def advisers(request: HttpRequest) -> HttpResponse:
    """``?thema=gruendung&sprache=uk&partner=ihk``"""
    topic, language, body = (request.GET.get(name, "")[:60] for name in ("thema", "sprache", "partner"))
    found = _found(topic, language, body)
    page = numbered_page(found, request.GET.get("seite"), per_page=PER_PAGE)
    context: dict[str, Any] = {
        "page": page,
        "topic": topic,
        "spoken": language,
        "body": body,
        "topic_choices": topic_choices(topics_in_order()),
        "languages": SPOKEN.items(),
        "bodies": Body.objects.shown().in_order().values_list("slug", "name"),
        "structured": json.dumps(_structured(page), ensure_ascii=False).replace("</", "<\\/"),
    }
    return render(request, "advice/public/advisers.html", context)


def _found(topic: str, language: str, body: str) -> Advisers:
    found = Adviser.objects.shown().select_related("body").prefetch_related("topics").in_order()
    if topic:
        one = Topic.objects.filter(slug=topic).first()
        found = found.filter(pk__in=advisers_about(one).order_by().values("pk")) if one else found.none()
    if language:
        found = found.filter(languages__contains=[language])
    if body:
        found = found.filter(body__slug=body)
    return found


def _structured(page: Any) -> dict[str, Any]:
    """Each partner on the page with those who advise there."""
    bodies: dict[int, dict[str, Any]] = {}
    for one in page:
        entry = bodies.setdefault(one.body_id, organization(one.body) | {"contactPoint": []})
        entry["contactPoint"].append(contact_point(one))
    return {"@context": "https://schema.org", "@graph": list(bodies.values())}
