"""The questions of a meeting, for everybody and for somebody with a seat: ask, read, vote."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.links import BadLink
from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.pages import numbered_page
from marketplace.meetings.models import Meeting, Question, Registration
from marketplace.meetings.questions.ask import NotOpen, ask
from marketplace.meetings.questions.browser import browser_name, new_browser_name, remember_browser
from marketplace.meetings.questions.forms import QuestionForm
from marketplace.meetings.questions.limits import may_ask, may_vote
from marketplace.meetings.questions.vote import unvote, vote, voted, voter_of
from marketplace.meetings.questions.when import opens_later, takes_questions
from marketplace.meetings.seats.links import SEAT, registration_of

PER_PAGE = 50


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _meeting(pk))


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def questions_of_seat(request: HttpRequest, token: str) -> HttpResponse:
    """The same with the link of somebody's own page: what they ask everybody sees at once."""
    seat = _seat(token)
    if seat is None:
        return render(request, "meetings/questions/link_over.html", status=410)
    return _page(request, _meeting(seat.meeting_id), seat=seat, token=token)


@allow(Audience.ANYONE)
@require_POST
def vote_on(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """``weg`` takes the vote back; ``platz`` is the link of somebody with a seat."""
    meeting = _meeting(pk)
    row = get_object_or_404(Question.objects.select_related("meeting"), pk=question, meeting=meeting)
    token = request.POST.get("platz", "")
    seat = _seat(token) if token else None
    name = browser_name(request) or new_browser_name()
    if may_vote(request, meeting):
        change = unvote if "weg" in request.POST else vote
        change(row, voter=voter_of(meeting, seat or name), at=timezone.now())
    response = _after_vote(request, meeting, row, seat, token if seat else "", name)
    if seat is None:
        remember_browser(request, response, meeting, name)
    return response


def _after_vote(
    request: HttpRequest, meeting: Meeting, question: Question, seat: Registration | None, token: str, name: str
) -> HttpResponse:
    if wants_part(request):
        return render(request, "meetings/questions/_list.html", _context(request, meeting, seat, token, name))
    return redirect(f"{_address(meeting, token)}#frage-{question.pk}")


def _page(request: HttpRequest, meeting: Meeting, *, seat: Registration | None = None, token: str = "") -> HttpResponse:
    form, status = QuestionForm(), 200
    if request.method == "POST":
        form = QuestionForm(request.POST)
        status = 422 if not form.is_valid() else _asked(request, meeting, seat, form)
        if status == 303:
            return redirect(f"{_address(meeting, token)}?danke#frage")
    context = _context(request, meeting, seat, token, browser_name(request))
    if wants_part(request):
        return render(request, "meetings/questions/_list.html", context)
    return render(request, "meetings/questions/list.html", context | {"form": form}, status=status)


def _asked(request: HttpRequest, meeting: Meeting, seat: Registration | None, form: QuestionForm) -> int:
    """The answer's status; 303 sends the browser on."""
    data = form.cleaned_data
    if not form.is_trapped:
        if not may_ask(request, meeting, seat):
            form.add_error(
                None, _("Von hier kamen gerade viele Fragen. Bitte versuchen Sie es in einer Stunde wieder.")
            )
            return 429
        texts = {name: data[name] for name in ("text", "shown_name", "key")}
        try:
            ask(meeting, **texts, by=seat, at=timezone.now())
        except NotOpen:
            form.add_error(None, _("Zu diesem Termin werden gerade keine Fragen angenommen."))
            return 422
    return 303


def _context(
    request: HttpRequest, meeting: Meeting, seat: Registration | None, token: str, name: str
) -> dict[str, Any]:
    now = timezone.now()
    rows = Question.objects.on_show().filter(meeting=meeting)
    listed = rows.exclude(pk__in=rows.live().values("pk")).select_related("published_article__body")
    voter = voter_of(meeting, seat or name) if seat or name else ""
    return {
        "meeting": meeting,
        "seat": seat,
        "token": token,
        "address": _address(meeting, token),
        "live": rows.live().first(),
        "page": numbered_page(listed, request.GET.get("seite"), per_page=PER_PAGE),
        "up": [(_("Termine"), reverse("meetings:list")), (meeting.title, meeting.get_absolute_url())],
        "voted": voted(meeting, voter),
        "is_open": takes_questions(meeting, at=now),
        "opens_later": opens_later(meeting, at=now),
        "is_running": meeting.is_running(now),
        "has_asked": "danke" in request.GET,
    }


def _meeting(pk: int) -> Meeting:
    rows = Meeting.objects.public().filter(questions_open_at__isnull=False)
    return get_object_or_404(rows.select_related("body", "business"), pk=pk)


def _seat(token: str) -> Registration | None:
    """None for a link that is over, and for somebody who does not come any more."""
    try:
        seat = registration_of(SEAT, token)
    except BadLink:
        return None
    return seat if seat and seat.confirmed_at and not (seat.cancelled_at or seat.lapsed_at) else None


def _address(meeting: Meeting, token: str) -> str:
    if token:
        return reverse("meetings:questions:of_seat", args=[token])
    return reverse("meetings:questions:list", args=[meeting.pk])
