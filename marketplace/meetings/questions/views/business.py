"""``/betrieb/termine/<pk>/fragen/``: the questions of a business's own meetings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.meetings.models import Meeting
from marketplace.meetings.questions.views.desk import Desk, answer_page, desk_page, take_step

DESK = Desk("base_business.html", "meetings:questions_of_business")


@allow(Audience.BUSINESS)
@require_safe
@with_business
def desk(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return desk_page(request, DESK, get_object_or_404(Meeting, pk=pk, business=business))


@allow(Audience.BUSINESS)
@require_POST
@with_business
def step(request: HttpRequest, business: Business, pk: int, question: int, step: str) -> HttpResponse:
    return take_step(request, DESK, get_object_or_404(Meeting, pk=pk, business=business), question, step)


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "POST"])
@with_business
def answer(request: HttpRequest, business: Business, pk: int, question: int) -> HttpResponse:
    return answer_page(request, DESK, get_object_or_404(Meeting, pk=pk, business=business), question)
