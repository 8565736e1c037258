"""Calendars to subscribe to: all meetings, those of one partner or topic, and one meeting to enter."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kreislauf.calendars.entry import Entry
from kreislauf.calendars.feed import calendar_feed
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.public_page import public_page
from marketplace.advice.models import Topic
from marketplace.meetings.feeds.entries import PAST, entry_of, long_cancelled, meetings_of_feed, withdrawn_of_feed
from marketplace.meetings.models import Meeting, Meetings
from marketplace.meetings.models.meeting import SCOPE
from marketplace.meetings.shared.lists import shared_meetings, withdrawn_shared
from marketplace.partners.models import Body


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=(SCOPE,))
def all_meetings(request: HttpRequest) -> HttpResponse:
    name = _("Termine – %(region)s") % {"region": current_region().name}
    now = timezone.now()
    shared = [one for one in shared_meetings(ends_after=now - PAST) if not long_cancelled(one, at=now)]
    entries = [entry_of(one) for one in shared] + withdrawn_shared(at=now)
    return _feed(Meeting.objects.all(), entries, name=name, file_name="termine")


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=(SCOPE,))
def of_body(request: HttpRequest, slug: str) -> HttpResponse:
    body = get_object_or_404(Body.objects.shown(), slug=slug)
    name = _("Termine – %(region)s") % {"region": body.name}
    return _feed(Meeting.objects.filter(body=body), [], name=name, file_name=f"termine-{body.slug}")


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=(SCOPE,))
def of_topic(request: HttpRequest, slug: str) -> HttpResponse:
    """With the topics below it."""
    topic = get_object_or_404(Topic, slug=slug)
    name = _("Termine – %(region)s") % {"region": topic.title}
    rows = Meeting.objects.filter(Q(topic=topic) | Q(topic__parent=topic))
    return _feed(rows, [], name=name, file_name=f"termine-{topic.slug}")


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=(SCOPE,))
def one_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """To enter, not to subscribe to: it has no name of its own."""
    meeting = get_object_or_404(Meeting.objects.public().select_related("body", "business"), pk=pk)
    return calendar_feed([entry_of(meeting)], name="", file_name=f"termin-{meeting.pk}.ics")


def _feed(rows: Meetings, shared: list[Entry], *, name: str, file_name: str) -> HttpResponse:
    """What the region shows of its neighbours has the same UID as at home: two subscriptions show one entry."""
    now = timezone.now()
    own = [entry_of(meeting) for meeting in meetings_of_feed(rows, at=now)]
    return calendar_feed([*own, *shared, *withdrawn_of_feed(rows, at=now)], name=name, file_name=f"{file_name}.ics")
