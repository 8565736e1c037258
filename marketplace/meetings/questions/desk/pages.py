"""The host's desk: what was asked, what comes on stage, what is answered in writing. The same in all three areas."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.accounts.models import User
from kreislauf.audit.actor import Actor
from kreislauf.web.ask import posted, say_undoable
from kreislauf.web.htmx import wants_part
from kreislauf.web.pages import numbered_page
from marketplace.advice.slice import SLICE as ADVICE
from marketplace.meetings.models import Question, Questions
from marketplace.meetings.questions.answer import answer
from marketplace.meetings.questions.forms import AnswerForm
from marketplace.meetings.questions.moderate import hide, put_back, put_on_stage, shortlist, tick_off
from marketplace.meetings.questions.publish import Unanswered, publish_as_article
from marketplace.meetings.writing.pages import own
from marketplace.meetings.writing.side import Side
from tenants.branding.context import branding_of
from tenants.branding.modules import is_on

PER_PAGE = 20  # each with four buttons


def _states() -> dict[str, tuple[str, Any]]:
    return {
        "": (_("Neu"), Questions.new),
        "vorgemerkt": (_("Vorgemerkt"), lambda rows: rows.open().filter(shortlisted_at__isnull=False, live_at=None)),
        "beantwortet": (_("Beantwortet"), lambda rows: rows.filter(answered_at__isnull=False, hidden_at=None)),
        "ausgeblendet": (_("Ausgeblendet"), lambda rows: rows.filter(hidden_at__isnull=False)),
    }


def desk_page(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    meeting = own(side, pk)
    rows = Question.objects.filter(meeting=meeting)
    states = _states()
    state = request.GET.get("stand", "")
    state = state if state in states else ""
    found = states[state][1](rows)
    context = {
        "side": side,
        "meeting": meeting,
        "states": [(key, label, narrowed(rows).count()) for key, (label, narrowed) in states.items()],
        "state": state,
        "live": rows.live().first(),
        "page": numbered_page(found.select_related("published_article"), request.GET.get("seite"), per_page=PER_PAGE),
        "is_running": meeting.is_running(timezone.now()),
        "may_publish": _may_publish(request, side),
    }
    name = "_desk" if wants_part(request) else "desk"
    return render(request, f"meetings/questions/{name}.html", context)


def take_step(request: HttpRequest, side: Side, pk: int, question_pk: int, step: str) -> HttpResponse:
    """One click at the desk. Each can be undone by another."""
    question = get_object_or_404(Question, pk=question_pk, meeting=own(side, pk))
    by: Actor = request.user
    now = timezone.now()
    if step == "vormerkung":
        shortlist(question, at=now)
    elif step == "buehne":
        put_on_stage(question, at=now)
    elif step == "erledigung":
        tick_off(question, at=now)
    elif step == "ausblendung":
        hide(question, by=by, at=now)
        undo = side.url("question_step", pk, question.pk, "ruecknahme")
        say_undoable(request, _("Die Frage ist ausgeblendet."), undo_url=undo)
    elif step == "ruecknahme":
        put_back(question, by=by, at=now)
    else:
        raise Http404
    return redirect(_back(request, side, pk))


def answer_page(request: HttpRequest, side: Side, pk: int, question_pk: int) -> HttpResponse:
    meeting = own(side, pk)
    question = get_object_or_404(Question, pk=question_pk, meeting=meeting)
    form = AnswerForm(posted(request), initial={"text": question.answer_md})
    if request.method == "POST" and form.is_valid():
        answer(question, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        messages.success(request, _("Gespeichert."))
        return redirect(f"{side.url('questions', pk)}?stand=beantwortet")
    context = {
        "side": side,
        "meeting": meeting,
        "question": question,
        "form": form,
        "cancel_url": side.url("questions", pk),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/questions/answer.html", context, status=status)


def publish(request: HttpRequest, side: Side, pk: int, question_pk: int) -> HttpResponse:
    """Leads to the draft, where it is given a topic and handed in."""
    question = get_object_or_404(Question, pk=question_pk, meeting=own(side, pk))
    if not _may_publish(request, side):
        raise Http404
    try:
        article = publish_as_article(question, by=cast("User", request.user), at=timezone.now())
    except Unanswered:
        messages.warning(request, _("Schreiben Sie zuerst eine Antwort."))
        return redirect(side.url("question_answer", pk, question_pk))
    return redirect(f"advice:{side.name}:edit", article.pk)


def _may_publish(request: HttpRequest, side: Side) -> bool:
    """Businesses write no advice, and a region may have none."""
    return side.name in ("partner", "office") and is_on(ADVICE, branding_of(request))


def _back(request: HttpRequest, side: Side, pk: int) -> str:
    """To the list that was clicked in."""
    state = request.POST.get("stand", "")
    return side.url("questions", pk) + (f"?stand={state}" if state in _states() and state else "")
