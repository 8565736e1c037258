"""How the office signs in: whether a second factor is required, and taking a colleague's away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.accounts.models import User
from kreislauf.accounts.second_factor.factors import reset_second_factor
from kreislauf.accounts.second_factor.required import note_requirement
from kreislauf.accounts.second_factor.rule import (
    office_people_without,
    require_second_factor,
    required_since,
    stop_requiring_second_factor,
)
from kreislauf.accounts.signing_in.confirmed import asks_password
from kreislauf.accounts.views.team import STAFF
from kreislauf.permissions import Audience, allow


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@asks_password
def factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """For a colleague who has lost phone and codes. They get a letter about it."""
    user = get_object_or_404(User, pk=pk, role__in=STAFF)
    if request.method != "POST":
        return render(request, "accounts/factor_reset.html", {"person": user})
    if reset_second_factor(user, by=request.user, at=timezone.now()):
        messages.success(request, _("%(name)s meldet sich jetzt ohne zweiten Faktor an.") % {"name": user})
    else:
        messages.info(request, _("%(name)s hat keinen zweiten Faktor.") % {"name": user})
    return redirect("accounts:office:team")


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@asks_password
def sign_in_rule(request: HttpRequest) -> HttpResponse:
    """Whether the office has to sign in with a second factor. Asks first, and says whom that would stop at the door."""
    now = timezone.now()
    if request.method != "POST":
        context = {"required_since": required_since(), "without": office_people_without()}
        return render(request, "accounts/sign_in_rule.html", context)
    if request.POST.get("required") == "1":
        require_second_factor(by=request.user, at=now)
        note_requirement(request)
        messages.success(request, _("Ab der nächsten Anmeldung ist in der Verwaltung ein zweiter Faktor Pflicht."))
    else:
        stop_requiring_second_factor(by=request.user, at=now)
        messages.success(request, _("Ein zweiter Faktor ist jetzt freiwillig."))
    return redirect("accounts:office:team")
