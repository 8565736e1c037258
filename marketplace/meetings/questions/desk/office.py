"""``/verwaltung/termine/<pk>/fragen/``: the questions of any meeting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from marketplace.meetings.questions.desk import pages
from marketplace.meetings.writing.side import OFFICE


@allow(Audience.EDITOR)
@require_safe
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    return pages.desk_page(request, OFFICE, pk)


@allow(Audience.EDITOR)
@require_POST
def step(request: HttpRequest, pk: int, question: int, step: str) -> HttpResponse:
    return pages.take_step(request, OFFICE, pk, question, step)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    return pages.answer_page(request, OFFICE, pk, question)


@allow(Audience.EDITOR)
@require_POST
def publication(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    return pages.publish(request, OFFICE, pk, question)
