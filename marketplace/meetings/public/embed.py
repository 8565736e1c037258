"""Meetings inside of another site: the next ones, of one partner or kind where the query says so."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kreislauf.counted import counted
from kreislauf.embeds import Embed, EmbedLink, EmbedPage
from marketplace.advice.models import Topic
from marketplace.meetings.models import Kind, Meeting
from marketplace.meetings.public.filter import MeetingFilter
from marketplace.meetings.public.find import cards
from marketplace.meetings.words import when
from marketplace.partners.models import Body

SHOWN_IN_FRAME = 12


def _page(request: HttpRequest) -> EmbedPage:
    """``?partner=ihk&art=online&ort=Kiel``; what does not exist finds nothing."""
    filters, now = MeetingFilter.of(request.GET), timezone.now()
    found = filters.results(now).takes_place()
    shown, count = list(cards(found)[:SHOWN_IN_FRAME]), counted(found)
    more = (
        ngettext("Zum Termin", "Alle %(n)s Termine ansehen", count.n) % {"n": count} if count else _("Zu den Terminen")
    )
    return EmbedPage(
        template="meetings/public/embed.html",
        context={"meetings": shown, "now": now},
        links=[EmbedLink(one.title, one.get_absolute_url(), _note(one)) for one in shown],
        more=more,
        more_url=f"{reverse('meetings:list')}{filters.query()}",
    )


def _note(meeting: Meeting) -> str:
    return f"{when(meeting.starts_at, meeting.ends_at)}, {meeting.place}"


def _choices() -> Iterable[tuple[str, str]]:
    for kind, label in Kind.choices:
        yield str(label), urlencode({"art": kind})
    for topic in Topic.objects.filter(pk__in=Meeting.objects.public().values("topic")).in_order():
        yield topic.title, urlencode({"thema": topic.slug})
    for body in Body.objects.shown().filter(pk__in=Meeting.objects.public().values("body")).in_order():
        yield str(body), urlencode({"partner": body.slug})


EMBED = Embed("termine", gettext_lazy("Termine"), _page, choices=_choices)
