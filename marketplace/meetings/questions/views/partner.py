"""``/partnerbereich/termine/<pk>/fragen/``: the questions of a partner's own meetings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from marketplace.meetings.models import Meeting
from marketplace.meetings.questions.views.desk import Desk, answer_page, desk_page, take_step
from marketplace.partners.membership import with_body
from marketplace.partners.models import Body

DESK = Desk("base_partner.html", "meetings:questions_of_partner")


@allow(Audience.PARTNER)
@require_safe
@with_body
def desk(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    return desk_page(request, DESK, get_object_or_404(Meeting, pk=pk, body=body))


@allow(Audience.PARTNER)
@require_POST
@with_body
def step(request: HttpRequest, body: Body, pk: int, question: int, step: str) -> HttpResponse:
    return take_step(request, DESK, get_object_or_404(Meeting, pk=pk, body=body), question, step)


@allow(Audience.PARTNER)
@require_http_methods(["GET", "POST"])
@with_body
def answer(request: HttpRequest, body: Body, pk: int, question: int) -> HttpResponse:
    return answer_page(request, DESK, get_object_or_404(Meeting, pk=pk, body=body), question)
