"""``/partnerbereich/termine/<pk>/fragen/``: the questions of a partner's own meetings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from marketplace.meetings.questions.desk import pages
from marketplace.meetings.writing.side import partner_side
from marketplace.partners.membership import with_body
from marketplace.partners.models import Body


@allow(Audience.PARTNER)
@require_safe
@with_body
def questions(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    return pages.desk_page(request, partner_side(request, body), pk)


@allow(Audience.PARTNER)
@require_POST
@with_body
def step(request: HttpRequest, body: Body, pk: int, question: int, step: str) -> HttpResponse:
    return pages.take_step(request, partner_side(request, body), pk, question, step)


@allow(Audience.PARTNER)
@require_http_methods(["GET", "HEAD", "POST"])
@with_body
def answer(request: HttpRequest, body: Body, pk: int, question: int) -> HttpResponse:
    return pages.answer_page(request, partner_side(request, body), pk, question)


@allow(Audience.PARTNER)
@require_POST
@with_body
def publication(request: HttpRequest, body: Body, pk: int, question: int) -> HttpResponse:
    return pages.publish(request, partner_side(request, body), pk, question)
