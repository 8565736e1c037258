"""A business's own start page."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.accounts.models import User
from kreislauf.accounts.realm import current_realm
from kreislauf.admission import audiences_of
from kreislauf.permissions import Audience, allow
from kreislauf.slices import Tile, Todo
from marketplace.businesses.membership import businesses_of, member_of, with_business
from marketplace.businesses.models import Business
from tenants.branding.context import branding_of
from tenants.branding.modules import menu, slices_on

MOST_OTHERS = 24


@allow(Audience.TILL)
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Who may only take vouchers types this address too: their work begins at the till."""
    if Audience.BUSINESS not in audiences_of(request) and member_of(request) is not None:
        return redirect(current_realm().start_page(request, request.user))
    return _home(request)


@with_business
def _home(request: HttpRequest, business: Business) -> HttpResponse:
    user = cast("User", request.user)  # the route is for people who are signed in
    now = timezone.now()
    branding = branding_of(request)
    on = list(slices_on(branding))
    door = "while_closed" if business.closed_at else ""
    context = {
        "business": business,
        "others": [] if user.is_staff_member else businesses_of(user).exclude(pk=business.pk)[:MOST_OTHERS],
        "actions": menu("business_actions", branding, audiences=audiences_of(request), door=door),
        "todo": [todo for one in on for todo in one.business_todo(business) if not door or _goes_on(todo)],
        "tiles": [one for room in on for one in room.business_tiles(business) if not door or _goes_on(one)],
        "open_sentence": "" if door else business.open_sentence(now),
        "special": "" if door else business.special_hours(timezone.localdate(now)),
    }
    return render(request, "home/business_home.html", context)


def _goes_on(to: Tile | Todo) -> bool:
    """Whether the page that it leads to answers a closed business."""
    return not to.url or bool(getattr(resolve(urlsplit(to.url).path).func, "while_closed", False))
