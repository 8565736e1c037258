"""The start page of a partner's own area."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kreislauf.accounts.models import User
from kreislauf.admission import audiences_of
from kreislauf.permissions import Audience, allow
from marketplace.partners.membership import bodies_of, is_body_editor, with_body
from marketplace.partners.models import Body
from tenants.branding.context import branding_of
from tenants.branding.modules import menu, slices_on

MOST_OTHERS = 24


@allow(Audience.PARTNER)
@require_safe
@with_body
def home(request: HttpRequest, body: Body) -> HttpResponse:
    user = cast("User", request.user)  # the route is for people who are signed in
    branding = branding_of(request)
    on = list(slices_on(branding))
    context = {
        "body": body,
        "is_editor": is_body_editor(request, body),
        "others": [] if user.is_staff_member else bodies_of(user).exclude(pk=body.pk)[:MOST_OTHERS],
        "actions": menu("partner_actions", branding, audiences=audiences_of(request)),
        "todo": [todo for one in on for todo in one.partner_todo(body)],
        "tiles": [tile for one in on for tile in one.partner_tiles(body)],
    }
    return render(request, "home/partner_home.html", context)
