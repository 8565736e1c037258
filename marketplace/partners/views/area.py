"""A partner's own area."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kreislauf.accounts.models import User
from kreislauf.permissions import Audience, allow
from kreislauf.web.row_id import row_id
from marketplace.partners.membership import CHOSEN, bodies_of


@allow(Audience.PARTNER)
@require_POST
def choice(request: HttpRequest) -> HttpResponse:
    """Write for another of one's bodies from now on; any other number changes nothing."""
    chosen = row_id(request.POST.get("partner", ""))
    if bodies_of(cast("User", request.user)).filter(pk=chosen).exists():
        request.session[CHOSEN] = chosen
    return redirect("home:partner:home")
