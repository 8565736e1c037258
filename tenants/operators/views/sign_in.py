"""Sign-in and sign-out of operators."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.accounts.forms import SignInForm
from kreislauf.accounts.limits import address_of_client, allow_try, forgive
from kreislauf.permissions import Audience, allow
from kreislauf.web.local_path import local_path

QUARTER_HOUR = 15 * 60
TRIES_PER_PERSON, TRIES_PER_ADDRESS = 8, 40
BACKEND = "tenants.operators.backend.OperatorBackend"


@allow(Audience.ANYONE)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    target_path = local_path(request.POST.get("next") or request.GET.get("next") or "")
    target = target_path or reverse("operators:dashboard")
    if request.method == "GET":
        if request.user.is_authenticated:
            return redirect(target)
        return render(request, "operators/sign_in.html", {"form": SignInForm(), "next": target_path})
    form = SignInForm(request.POST)
    if not form.is_valid():
        return render(request, "operators/sign_in.html", {"form": form, "next": target_path}, status=422)
    email = form.cleaned_data["email"].lower()
    person, place = f"operator sign-in {email}", f"operator sign-in from {address_of_client(request)}"
    if not (allow_try(person, TRIES_PER_PERSON, QUARTER_HOUR) and allow_try(place, TRIES_PER_ADDRESS, QUARTER_HOUR)):
        form.add_error(None, _("Zu viele Versuche. Bitte warten Sie eine Viertelstunde."))
        return render(request, "operators/sign_in.html", {"form": form, "next": target_path}, status=429)
    operator = authenticate(request, operator_email=email, password=form.cleaned_data["password"])
    if operator is None:
        form.add_error(None, _("E-Mail-Adresse oder Passwort stimmen nicht."))
        return render(request, "operators/sign_in.html", {"form": form, "next": target_path}, status=422)
    forgive(person, QUARTER_HOUR)
    login(request, operator, backend=BACKEND)
    return redirect(target)


@allow(Audience.ANYONE)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("operators:sign_in")
