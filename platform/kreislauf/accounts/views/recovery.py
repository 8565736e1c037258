"""The page with the codes on paper, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.realm import current_realm
from kreislauf.accounts.second_factor.factors import has_second_factor
from kreislauf.accounts.second_factor.recovery import make_recovery_codes
from kreislauf.accounts.second_factor.required import must_set_up
from kreislauf.accounts.second_factor.sealed import seal, unseal
from kreislauf.accounts.signing_in.confirmed import asks_password
from kreislauf.accounts.views.frame import page
from kreislauf.permissions import Audience, allow

NEW_CODES = "new_codes"  # in the session, sealed, until somebody says that they have them


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True, before_factor=True, secret=True)
@require_http_methods(["GET", "POST"])
@asks_password
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shows new codes until somebody says that they have them; makes new ones on request."""
    person: Any = request.user
    if request.method == "POST" and request.POST.get("kept"):
        request.session.pop(NEW_CODES, None)
        return redirect("accounts:account" if not must_set_up(request) else "accounts:factors")
    if request.method == "POST" and has_second_factor(person):
        make_codes(request)
        return redirect("accounts:recovery_codes")
    codes = unseal(request.session.get(NEW_CODES, "")).split()
    context = {"codes": codes, "has_factor": has_second_factor(person), "name": current_realm().name}
    return page(request, "accounts/recovery_codes.html", context)


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True, before_factor=True, secret=True)
@require_safe
@asks_password
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    codes = unseal(request.session.get(NEW_CODES, "")).split()
    if not codes:
        raise Http404
    head = _("Notfallcodes für %(name)s, %(email)s") % {
        "name": current_realm().name,
        "email": getattr(request.user, "email", ""),
    }
    text = "\n".join([head, _("Jeder gilt einmal, nach dem Passwort."), "", *codes, ""])
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="notfallcodes.txt"'
    return response


def make_codes(request: HttpRequest) -> None:
    codes = make_recovery_codes(request.user, at=timezone.now())
    request.session[NEW_CODES] = seal(" ".join(codes))
