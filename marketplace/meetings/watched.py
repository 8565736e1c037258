"""Searches among meetings that neighbours may watch."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.advice.models import Topic
from marketplace.meetings.models import Kind, Meeting
from marketplace.meetings.public.filter import MeetingFilter
from marketplace.meetings.words import when
from marketplace.partners.models import Body
from marketplace.watch.kinds import Item, Watchable

FIELDS = ("q", "thema", "partner", "art", "ort")


def _page(query: QueryDict) -> str:
    return reverse("meetings:list", urlconf="kreislauf.urls_region") + MeetingFilter.of(query).query()


def _words(query: QueryDict) -> str:
    """„Kurzarbeit“, IHK, Online."""
    filters = MeetingFilter.of(query)
    names = dict(Kind.choices)
    bodies = [str(one) for one in Body.objects.shown().filter(slug__in=filters.bodies)]
    kinds = [str(names[kind]) for kind in filters.kinds if kind in names]
    words = f"„{filters.words}“" if filters.words else ""
    topics = Topic.objects.filter(slug__in=filters.topics).in_order().values_list("title", flat=True)
    return ", ".join(filter(None, [words, *topics, *bodies, *kinds, *filters.towns])) or _("alle Termine")


def _new(query: QueryDict, *, since: datetime, until: datetime) -> QuerySet[Any]:
    """Published in this time, and still to come when the digest is written. A moved one is no new one."""
    found = MeetingFilter.of(query).results(until).takes_place()
    return found.filter(released_at__gt=since, released_at__lte=until).select_related("body", "business")


def _item(meeting: Meeting) -> Item:
    line = f"{when(meeting.starts_at, meeting.ends_at)} · {meeting.host_name}"
    return Item(group=_("Termine"), title=meeting.title, line=line, url=meeting.page_address)


WATCHED = Watchable(
    kind="termine",
    app="marketplace.meetings",
    title=gettext_lazy("Termine"),
    fields=FIELDS,
    page=_page,
    words=_words,
    new=_new,
    item=_item,
)
