"""Taking a second factor away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.accounts.second_factor.factors import StillRequired, remove_factor
from kreislauf.accounts.signing_in.confirmed import asks_password
from kreislauf.accounts.views.frame import page
from kreislauf.permissions import Audience, allow


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True)
@require_http_methods(["GET", "POST"])
@asks_password
def passkey_removal(request: HttpRequest, pk: int) -> HttpResponse:
    person: Any = request.user
    return _removal(request, get_object_or_404(person.passkeys, pk=pk))


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True)
@require_http_methods(["GET", "POST"])
@asks_password
def code_app_removal(request: HttpRequest) -> HttpResponse:
    app = getattr(request.user, "code_app", None)
    if app is None:
        raise Http404
    return _removal(request, app)


def _removal(request: HttpRequest, factor: Any) -> HttpResponse:
    if request.method != "POST":
        return page(request, "accounts/factor_removal.html", {"factor": factor})
    try:
        remove_factor(request.user, factor, at=timezone.now())
    except StillRequired:
        messages.error(request, _("Ein zweiter Faktor ist hier Pflicht. Richten Sie erst einen anderen ein."))
    else:
        messages.success(request, _("Entfernt."))
    return redirect("accounts:factors")
