"""``/betrieb/termine/<pk>/fragen/``: the questions of a business's own meetings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.meetings.questions.desk import pages
from marketplace.meetings.writing.side import business_side


@allow(Audience.BUSINESS)
@require_safe
@with_business
def questions(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return pages.desk_page(request, business_side(business), pk)


@allow(Audience.BUSINESS)
@require_POST
@with_business
def step(request: HttpRequest, business: Business, pk: int, question: int, step: str) -> HttpResponse:
    return pages.take_step(request, business_side(business), pk, question, step)


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "HEAD", "POST"])
@with_business
def answer(request: HttpRequest, business: Business, pk: int, question: int) -> HttpResponse:
    return pages.answer_page(request, business_side(business), pk, question)
