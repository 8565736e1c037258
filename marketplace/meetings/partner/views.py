"""`/partnerbereich/termine/`: a partner's people announce its meetings, its editors release them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.row_id import row_id
from marketplace.meetings.writing import changes, pages
from marketplace.meetings.writing.after_page import after_page
from marketplace.meetings.writing.side import partner_side
from marketplace.partners.membership import with_body
from marketplace.partners.models import Body
from marketplace.review.approve import approve
from marketplace.review.decisions import TooLate


@allow(Audience.PARTNER)
@require_safe
@with_body
def meetings(request: HttpRequest, body: Body) -> HttpResponse:
    return pages.list_page(request, partner_side(request, body))


@allow(Audience.PARTNER, takes_files=True)
@require_http_methods(["GET", "POST"])
@with_body
def new(request: HttpRequest, body: Body) -> HttpResponse:
    return changes.new_page(request, partner_side(request, body))


@allow(Audience.PARTNER)
@require_safe
@with_body
def meeting(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    return pages.meeting_page(request, partner_side(request, body), pk)


@allow(Audience.PARTNER, takes_files=True)
@require_http_methods(["GET", "POST"])
@with_body
def edit(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    return changes.edit_page(request, partner_side(request, body), pk)


@allow(Audience.PARTNER)
@require_http_methods(["GET", "HEAD", "POST"])
@with_body
def cancelling(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    return changes.cancel_page(request, partner_side(request, body), pk)


@allow(Audience.PARTNER)
@require_http_methods(["GET", "HEAD", "POST"])
@with_body
def afterwards(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    return after_page(request, partner_side(request, body), pk)


@allow(Audience.PARTNER)
@require_POST
@with_body
def release(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    """An editor publishes what an author wrote, in the version that was on the page."""
    side = partner_side(request, body)
    if not side.may_decide:
        raise PermissionDenied
    one = pages.own(side, pk)
    try:
        approve(one, version=row_id(request.POST.get("version", "")), by=request.user, at=timezone.now())
        messages.success(request, _("„%(title)s“ steht jetzt auf der Seite.") % {"title": one})
    except TooLate:
        messages.warning(request, _("Der Text ist inzwischen ein anderer, oder jemand hat schon entschieden."))
    return redirect(side.url("meeting", pk))
