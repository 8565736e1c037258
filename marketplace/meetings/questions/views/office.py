"""``/verwaltung/termine/<pk>/fragen/``: the questions of any meeting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from marketplace.meetings.models import Meeting
from marketplace.meetings.questions.views.desk import Desk, answer_page, desk_page, take_step

DESK = Desk("base_office.html", "meetings:questions_of_office")


@allow(Audience.EDITOR)
@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    return desk_page(request, DESK, get_object_or_404(Meeting, pk=pk))


@allow(Audience.EDITOR)
@require_POST
def step(request: HttpRequest, pk: int, question: int, step: str) -> HttpResponse:
    return take_step(request, DESK, get_object_or_404(Meeting, pk=pk), question, step)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    return answer_page(request, DESK, get_object_or_404(Meeting, pk=pk), question)
