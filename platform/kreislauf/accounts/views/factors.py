"""Setting up second factors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.forms import CodeForm
from kreislauf.accounts.realm import current_realm
from kreislauf.accounts.second_factor.challenge import BadPasskey, host_of
from kreislauf.accounts.second_factor.code_app import WrongCode, add_code_app, app_address, new_secret
from kreislauf.accounts.second_factor.factors import has_code_app, has_second_factor
from kreislauf.accounts.second_factor.passkeys import add_passkey, ask_to_add
from kreislauf.accounts.second_factor.required import fulfil_requirement, must_set_up
from kreislauf.accounts.second_factor.sealed import seal, unseal
from kreislauf.accounts.signing_in.browser import browser_of, device_in_words
from kreislauf.accounts.signing_in.confirmed import asks_password, confirmation_address, is_confirmed
from kreislauf.accounts.views.frame import page
from kreislauf.accounts.views.passkey import body_of, refused
from kreislauf.accounts.views.recovery import make_codes
from kreislauf.permissions import Audience, allow
from kreislauf.qr import qr_svg

NEW_APP = "new_app"  # in the session, sealed, until its first code was right


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True, before_factor=True, secret=True)
@require_safe
@asks_password
def factors(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    context = {
        "passkeys": person.passkeys.all(),
        "has_app": has_code_app(person),
        "app": getattr(person, "code_app", None),
        "codes_left": person.recovery_codes.filter(used_at__isnull=True).count(),
        "has_factor": has_second_factor(person),
        "required": current_realm().requires_second_factor(person),
        "must": must_set_up(request),
        "host": host_of(request),
        "is_platform": current_realm().is_platform,
    }
    return page(request, "accounts/factors.html", context)


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True, before_factor=True, secret=True)
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@asks_password
def code_app(request: HttpRequest) -> HttpResponse:
    """The QR code, and the first code that the app makes of it."""
    secret = unseal(request.session.get(NEW_APP, "")) or new_secret()
    request.session[NEW_APP] = seal(secret)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_code_app(request.user, secret, form.cleaned_data["code"], at=timezone.now())
        except WrongCode:
            form.add_error("code", _("Dieser Code stimmt nicht. Geht die Uhr Ihres Telefons richtig?"))
        else:
            del request.session[NEW_APP]
            return redirect(_added(request, "app"))
    address = app_address(secret, request.user)
    picture = qr_svg(address, label=_("QR-Code für Ihre App"))
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    context = {"form": form, "qr": picture, "app_address": address, "secret": groups}
    return page(request, "accounts/code_app.html", context, status=422 if request.method == "POST" else 200)


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True, before_factor=True)
@require_POST
def passkey_question(request: HttpRequest) -> HttpResponse:
    if not is_confirmed(request):
        return JsonResponse({"go_to": confirmation_address(reverse("accounts:factors"))})
    return JsonResponse(ask_to_add(request, request.user))


@allow(Audience.SIGNED_IN, while_draft=True, while_paused=True, before_factor=True)
@require_POST
def passkey_answer(request: HttpRequest) -> HttpResponse:
    given = body_of(request)
    name = " ".join(str(given.get("name", "")).split())[:80] or device_in_words(browser_of(request))
    try:
        add_passkey(request, request.user, given.get("answer"), name=name, at=timezone.now())
    except BadPasskey:
        return refused(_("Der Passkey ließ sich nicht anlegen. Bitte versuchen Sie es noch einmal."))
    return JsonResponse({"go_to": _added(request, "passkey")})


def _added(request: HttpRequest, factor: str) -> str:
    """Where to go on: to the codes on paper, if there are none yet."""
    person: Any = request.user
    fulfil_requirement(request, factor)
    if not person.recovery_codes.filter(used_at__isnull=True).exists():
        make_codes(request)
        return reverse("accounts:recovery_codes")
    messages.success(request, _("Ihr zweiter Faktor ist eingerichtet."))
    return reverse("accounts:factors")
