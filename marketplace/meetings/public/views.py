"""Meetings as neighbours read them: the list, what has been, and one meeting."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.counted import Counted
from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.page_cache import shows_only
from kreislauf.web.public_page import public_page
from marketplace.meetings.models import Meeting
from marketplace.meetings.models.meeting import SCOPE
from marketplace.meetings.public.drawn import drawn_from
from marketplace.meetings.public.experts import experts_of
from marketplace.meetings.public.filter import MeetingFilter
from marketplace.meetings.public.find import cards, find_meetings
from marketplace.meetings.public.structured import structured
from marketplace.meetings.shared.lists import among, as_meetings, shared_on
from marketplace.search.help import search_help
from marketplace.watch.links import watch_address

MORE_OF_SERIES = 6
MORE_OF_HOUR = 24


@allow(Audience.ANYONE)
@require_safe
@public_page()
def meetings(request: HttpRequest) -> HttpResponse:
    """The next ones; ``?zeit=vorbei`` those that are over."""
    now, filters = timezone.now(), MeetingFilter.of(request.GET)
    found = find_meetings(filters, page=request.GET.get("seite"), at=now)
    shared, number = shared_on(found, at=now)
    rows = among(list(found.page.object_list), shared)
    own: Counted = found.page.paginator.counted  # type: ignore[attr-defined]  # of NumberedPages
    address, part = reverse("meetings:list"), wants_part(request)
    context: dict[str, Any] = {
        "found": found,
        "filters": filters,
        "page": found.page,
        "rows": partial(as_meetings, rows),  # made only where the template draws
        "number": replace(own, n=own.n + number),
        "address": address,
        "now": now,
        "points": f"{reverse('meetings:points')}{filters.query()}",
        "watch": watch_address("termine", request.GET),
        "other_time": filters.without(time="" if filters.is_past else "vorbei", month=""),
        "swapped": part,
    }
    if filters.words:
        everything = replace(filters, words="").results(now)
        context["help"] = search_help(filters.words, everything, hits=found.page.paginator.count)
        context["meant"] = replace(filters, words=context["help"].suggestion).query().removeprefix("?")
    if part:
        response = render(request, "meetings/public/results.html", context)
        response["HX-Push-Url"] = f"{address}{filters.query()}"
        return response
    context["drawn_from"] = drawn_from(request, context, rows)
    return render(request, "meetings/public/list.html", context)


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=(SCOPE,))
def meeting(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Also when it is over, with papers and recording; when it is cancelled, with the reason; when its host closed."""
    one = get_object_or_404(Meeting.objects.select_related("body", "business"), pk=pk, approved_at__isnull=False)
    if not one.is_public:
        raise Http404
    if slug != one.slug:
        return redirect(one, permanent=True)
    now = timezone.now()
    context = {
        "meeting": one,
        "now": now,
        "is_over": one.is_over(now),
        "is_running": one.is_running(now),
        "experts": experts_of(one),
        "recording": one.recording_on(timezone.localdate(now)),
        "series": _series(one, now),
        "structured": json.dumps(structured(one), ensure_ascii=False).replace("</", "<\\/"),
    }
    return shows_only(render(request, "meetings/public/meeting.html", context), SCOPE)


def _series(one: Meeting, now: datetime) -> list[Meeting]:
    """The next others of its series; of a consultation hour those that are free."""
    if not one.series_key:
        return []
    rows = Meeting.objects.public().takes_place().to_come(now).filter(series_key=one.series_key).exclude(pk=one.pk)
    rows = rows.exclude(capacity=1, taken__gte=1).order_by("starts_at", "pk")
    return list(cards(rows)[: MORE_OF_HOUR if one.capacity == 1 else MORE_OF_SERIES])
